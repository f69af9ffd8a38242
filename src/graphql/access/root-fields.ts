/** The root fields of the schema, with the facts about each that programs and pages read. */
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Permission } from '../../domain/access/permissions.ts';
import type { RootField } from '../../domain/access/schema-facts.ts';
import type { Access, Rule } from './access-rules.ts';

export interface Method extends RootField {
  kind: 'QUERY' | 'MUTATION';
  description: string;
  /** Null if calling it requires no permission. */
  permission: Permission | null;
}

const known = new WeakMap<GraphQLSchema, readonly Method[]>();

/** Queries first, then mutations, each in the order of the schema. */
export function rootFieldsOf(schema: GraphQLSchema): readonly Method[] {
  const found = known.get(schema) ?? [
    ...fieldsOf('QUERY', schema.getQueryType()),
    ...fieldsOf('MUTATION', schema.getMutationType()),
  ];
  known.set(schema, found);
  return found;
}

function fieldsOf(kind: Method['kind'], type: GraphQLObjectType | null | undefined): Method[] {
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
