/**
 * Introspection counts like other fields: its lists add to the size of the answer and resolve in slices. graphql-js has
 * one set of introspection types for all schemas, so their resolvers are replaced once in this process.
 */
import {
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  introspectionTypes,
  isListType,
  isObjectType,
} from 'graphql';
import { counted } from './pacing.ts';

export function countIntrospection(): void {
  for (const type of introspectionTypes.filter((one): one is GraphQLObjectType => isObjectType(one)))
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve && isListType(getNullableType(field.type)) && isObjectType(getNamedType(field.type)))
        field.resolve = counted(resolve);
    }
}
