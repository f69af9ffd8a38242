/** The whole schema: each noun's file adds its part, and what is printed here is what clients rely on. */
import { type GraphQLObjectType, lexicographicSortSchema, printSchema } from 'graphql';
import * as methods from '../domain/methods.ts';
import type { Access, Rule } from './access.ts';
import './scalars.ts';
import './access-requests.ts';
import './address.ts';
import { builder } from './builder.ts';
import './documents.ts';
import { countIntrospection } from './introspection.ts';
import './logs.ts';
import './mail.ts';
import './me.ts';
import './permissions.ts';
import './projects.ts';
import './reach.ts';
import './roles.ts';
import './sessions.ts';
import './shrink.ts';
import './token-policy.ts';
import './tokens.ts';
import './usage.ts';
import './users.ts';

countIntrospection();
export const schema = builder.toSchema();

methods.describe([...methodsOf('QUERY', schema.getQueryType()), ...methodsOf('MUTATION', schema.getMutationType())]);

function methodsOf(kind: methods.Method['kind'], type: GraphQLObjectType | null | undefined): methods.Method[] {
  return Object.values(type?.getFields() ?? {}).map(({ name, description, extensions }) => {
    const access = extensions.access as Access;
    return {
      name,
      kind,
      description: description ?? '',
      permission: 'permission' in access ? access.permission : null,
      personal: (extensions.rule as Rule | undefined)?.person ?? false,
    };
  });
}

/** The schema as text, in an order that does not depend on how it is built. */
export const printed = () => `${printSchema(lexicographicSortSchema(schema))}\n`;
