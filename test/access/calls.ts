/** Documents made from the schema: calls of root fields with arguments of the right types, and paths to nested fields. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Access } from '../../src/graphql/access/access-rules.ts';
import { schema } from '../../src/graphql/schema.ts';

export type Field = GraphQLField<unknown, unknown>;

export interface Root {
  operation: 'query' | 'mutation';
  name: string;
  field: Field;
  access: Access;
}

export const accessOf = (one: { extensions: { access?: unknown } }) => one.extensions.access as Access | undefined;

const query = schema.getQueryType() as GraphQLObjectType;
const mutation = schema.getMutationType() as GraphQLObjectType;

export const roots: Root[] = [query, mutation].flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    operation: type === query ? ('query' as const) : ('mutation' as const),
    name: field.name,
    field,
    access: accessOf(field) as Access,
  })),
);

/** A document that calls the field and selects as little as possible; `more` goes into its `input`, or else its arguments. */
export const callOf = ({ operation, field }: Root, more = '') =>
  `${operation} { ${called(field, more)} ${least(getNamedType(field.type))} }`;

const samples: Record<string, unknown> = {
  Int64Bit: '999999999',
  Int: 1,
  Float: 1.5,
  Boolean: false,
  String: 'sample',
  Text: 'sample',
  ID: 'sample',
  Numeric: '12345',
  EmailAddress: 'sample@example.com',
  Datetime: '2099-01-01T00:00:00+00:00',
  Date: '2099-01-01',
  IP: '192.0.2.1',
  SubnetScalar: '192.0.2.0/24',
};

/** The field with its required arguments and its `input`. */
export function called({ name, args }: Field, more = ''): string {
  const needed = args.filter((argument) => isRequiredArgument(argument) || argument.name === 'input').map(pair);
  const input = needed.findIndex((argument) => argument.startsWith('input: {'));
  const given = [...needed, ...(more && input < 0 ? [more] : [])];
  if (more && input >= 0) given[input] = `${given[input]?.slice(0, -1)} ${more} }`;
  return given.length > 0 ? `${name}(${given.join(', ')})` : name;
}

export const pair = ({ name, type }: GraphQLArgument | GraphQLInputField): string => `${name}: ${literal(type)}`;

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return `{ ${fields.filter(isRequiredInputField).map(pair).join(', ')} }`;
  }
  return JSON.stringify(samples[type.name]);
}

/** A selection of one leaf field of the type, through as few levels as possible. */
export function least(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields());
  const leaf = fields.find((field) => isLeafType(getNamedType(field.type)));
  const [first] = fields as [Field];
  return leaf ? `{ ${leaf.name} }` : `{ ${first.name} ${least(getNamedType(first.type))} }`;
}

export interface Way {
  /** Such as `users.entities.role`. */
  path: string[];
  parent: GraphQLObjectType;
  field: Field;
}

/** The shortest path from `Query` to each field for which `wanted` is true, through no field or type for which `closed` is true. */
export function ways(wanted: (field: Field) => boolean, closed: (one: Field | GraphQLObjectType) => boolean): Way[] {
  const found: Way[] = [];
  const seen = new Set<GraphQLObjectType>([query]);
  const queue: { path: string[]; type: GraphQLObjectType }[] = [{ path: [], type: query }];
  for (const { path, type } of queue) {
    for (const field of Object.values(type.getFields())) {
      const way = [...path, field.name];
      if (wanted(field)) found.push({ path: way, parent: type, field });
      const next = getNamedType(field.type);
      if (closed(field) || !isObjectType(next) || closed(next) || seen.has(next)) continue;
      seen.add(next);
      queue.push({ path: way, type: next });
    }
  }
  return found;
}
