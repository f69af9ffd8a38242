/**
 * Writes dist/introspection.d.ts: schema/api.graphql as a type against which the browser's documents are checked. It
 * runs before each type check, so it is never out of date. The form is that of gql.tada.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as graphql from 'graphql';

process.chdir(join(import.meta.dirname, '..'));
const schema = graphql.buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const text = (value) => JSON.stringify(value);
const record = (entries) => `{ ${entries.map(([name, type]) => `${text(name)}: ${type}`).join('; ')} }`;

mkdirSync('dist', { recursive: true });
writeFileSync(
  'dist/introspection.d.ts',
  `export type introspection = ${record([
    ['name', 'never'],
    ['query', text('Query')],
    ['mutation', text('Mutation')],
    ['subscription', 'never'],
    ['types', record(types.map((type) => [type.name, definition(type)]))],
  ])};\n`,
);

function definition(type) {
  const { name } = type;
  if (graphql.isEnumType(type)) return record([named(name), ['enumValues', union(type.getValues())]]);
  if (graphql.isInputObjectType(type))
    return record([kind('INPUT_OBJECT'), named(name), ['isOneOf', 'false'], ['inputFields', inputs(type)]]);
  if (graphql.isObjectType(type)) return record([kind('OBJECT'), named(name), ['fields', fields(type)]]);
  if (!graphql.isInterfaceType(type)) return 'unknown';
  const possible = ['possibleTypes', union(schema.getPossibleTypes(type))];
  return record([kind('INTERFACE'), named(name), ['fields', fields(type)], possible]);
}

function fields(type) {
  return record(
    Object.values(type.getFields()).map(({ name, type }) => [name, record([named(name), ['type', reference(type)]])]),
  );
}

function inputs(type) {
  const list = Object.values(type.getFields()).map(({ name, type, defaultValue }) =>
    record([named(name), ['type', reference(type)], ['defaultValue', defaultValue === undefined ? 'null' : 'string']]),
  );
  return `[${list.join(', ')}]`;
}

function reference(type) {
  if (graphql.isNonNullType(type)) return wrapped('NON_NULL', type);
  if (graphql.isListType(type)) return wrapped('LIST', type);
  const kinds = {
    Scalar: 'SCALAR',
    Enum: 'ENUM',
    InputObject: 'INPUT_OBJECT',
    Object: 'OBJECT',
    Interface: 'INTERFACE',
  };
  const [, name] = /^GraphQL(\w+)Type$/.exec(type.constructor.name);
  return record([kind(kinds[name]), named(type.name), ['ofType', 'null']]);
}

function wrapped(name, { ofType }) {
  return record([kind(name), ['name', 'never'], ['ofType', reference(ofType)]]);
}

function kind(name) {
  return ['kind', text(name)];
}

function named(name) {
  return ['name', text(name)];
}

function union(list) {
  return list.map(({ name }) => text(name)).join(' | ');
}
