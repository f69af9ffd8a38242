/** The contract: the schema has everything that it names, requires no more input, and makes no answer nullable. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  buildASTSchema,
  buildSchema,
  concatAST,
  type DocumentNode,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isInputObjectType,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
  visit,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

/** What the schema does not have yet, with the reason; any other difference fails the test. */
const known: [deviation: RegExp, reason: string][] = [
  [/^(UPDATE_PASSWORD_POLICY|UPDATE_SYSTEM_SETTINGS) .* Permission/, 'the settings have no field yet'],
  [/^\w+_APPLICATION_FIREWALL_RULE .* Permission/, 'the firewall has no field yet'],
  [/^(CREATE_ACCESS_LOG|UPDATE_NOTE|DELETE_NOTE|ALTER_OTHERS_NOTES) .* Permission/, 'nor have these mutations'],
];

const file = (name: string) => parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

test('the schema has everything that the contract names', () => {
  const contract = written(concatAST([file('contract.graphql'), file('contract-inputs.graphql')]));
  const unknown = deviations(contract, schema).filter(
    (deviation) => !known.some(([pattern]) => pattern.test(deviation)),
  );
  expect(unknown).toEqual([]);
});

test.each([
  ['a missing field', 'type Query { b(c: Int = 1): Int! }'],
  ['a missing argument', 'type Query { a(i: I): Int b: Int! }'],
  ['a field that became nullable', 'type Query { a(i: I): Int b(c: Int = 1): Int }'],
  ['a stricter type of an argument', 'type Query { a(i: I!): Int b(c: Int = 1): Int! }'],
  ['a new required argument', 'type Query { a(i: I, j: Int!): Int b(c: Int = 1): Int! }'],
  ['another default of an argument', 'type Query { a(i: I): Int b(c: Int = 2): Int! }'],
  ['another default of an input field', 'type Query { a(i: I): Int b(c: Int = 1): Int! }', 'input I { d: E = Y }'],
  ['a missing enum value', 'type Query { a(i: I): Int b(c: Int = 1): Int! }', 'input I { d: E = X }', 'enum E { X }'],
])('the comparison reports %s', (_, query, input = 'input I { d: E = X }', values = 'enum E { X Y }') => {
  const [before, after] = [
    'type Query { a(i: I): Int b(c: Int = 1): Int! } input I { d: E = X } enum E { X Y }',
    `${query} ${input} ${values}`,
  ].map((sdl) => buildSchema(sdl)) as [GraphQLSchema, GraphQLSchema];
  expect(deviations(before, before)).toEqual([]);
  expect(deviations(before, after)).not.toEqual([]);
});

/** A sentence on each difference that would break a client of `contract`. */
function deviations(contract: GraphQLSchema, ours: GraphQLSchema): string[] {
  const breaking = findBreakingChanges(contract, ours);
  const dangerous = findDangerousChanges(contract, ours).filter(({ type }) => type === 'ARG_DEFAULT_VALUE_CHANGE');
  return [...[...breaking, ...dangerous].map(({ description }) => description), ...otherDefaults(contract, ours)];
}

/** Changed defaults of input fields, which graphql-js does not compare. */
function otherDefaults(contract: GraphQLSchema, ours: GraphQLSchema): string[] {
  return Object.values(contract.getTypeMap()).flatMap((input) => {
    const own = ours.getType(input.name);
    if (!isInputObjectType(input) || !isInputObjectType(own)) return [];
    return Object.values(input.getFields())
      .filter(
        ({ name, defaultValue }) => defaultValue !== undefined && own.getFields()[name]?.defaultValue !== defaultValue,
      )
      .map(({ name }) => `${input.name}.${name} has another default.`);
  });
}

/** Expands the directive `@list`. */
function written(contract: DocumentNode): GraphQLSchema {
  const objects = new Map(
    contract.definitions.flatMap((one) => (one.kind === 'ObjectTypeDefinition' ? [[one.name.value, one]] : [])),
  );
  const isColumn = (type: TypeNode) => !objects.has(named(type)) && !/Interface$|^Permission$/.test(named(type));
  const equalities = (type: string) =>
    (objects.get(type)?.fields ?? [])
      // Secrets are shown once or never: they are no columns and cannot be compared.
      .filter(({ name, type }) => isColumn(type) && !/^(token|secret_data)$/.test(name.value))
      .map(({ name, type }) => `${name.value}: ${named(type)}`);
  const expanded = visit(contract, {
    DirectiveDefinition: () => null,
    FieldDefinition: (field) => {
      const [list] = field.directives ?? [];
      if (!list) return undefined;
      const mode = list.arguments?.length ? 'general_search_mode: GeneralSearchMode = ROOT' : '';
      const columns = equalities(named(field.type).replace(/Connection$/, ''));
      return { ...field, directives: [], arguments: argumentsOf([...columns, ofEveryList, mode].join(' ')) };
    },
  });
  return buildASTSchema(expanded);
}

const ofEveryList = `paginator: Paginator, sorter: [Sorter], search: [Search], general_search: String,
  aggregation: [Aggregator], reverse_relation_filters: [ReverseRelationFilter]`;

const named = (type: TypeNode): string => (type.kind === 'NamedType' ? type.name.value : named(type.type));

function argumentsOf(text: string): readonly InputValueDefinitionNode[] {
  const [type] = parse(`type T { field(${text}): Int }`).definitions as ObjectTypeDefinitionNode[];
  return type?.fields?.[0]?.arguments ?? [];
}
