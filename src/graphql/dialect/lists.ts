/** The arguments of a noun's lists, made from its definition, and what lists return besides rows. */
import type { InputFieldMap } from '@pothos/core';
import type { Aggregation } from '../../domain/lists/aggregates.ts';
import { type Definition, isMany, type Kind } from '../../domain/lists/definition.ts';
import { builder } from '../builder.ts';
import {
  AccessRequestState,
  AuthenticationFactorType,
  Language,
  LogLevel,
  LogType,
  NoteableType,
  NotePriority,
  Permission,
  ProjectPermission,
  TokenState,
  TokenType,
  WebhookDeliveryState,
} from '../enums.ts';
import {
  AggregationFunction,
  AggregatorInput,
  GeneralSearchMode,
  optional,
  Paginator,
  ReverseRelationFilterInput,
  SearchInput,
  Sorter,
} from './list-inputs.ts';

type Scalar =
  | 'Boolean'
  | 'Datetime'
  | 'EmailAddress'
  | 'ID'
  | 'Int64Bit'
  | 'IP'
  | 'Numeric'
  | 'String'
  | 'SubnetScalar'
  | 'Text';

const listOf = <const Item>(item: Item): [Item] => [item];

/** The GraphQL type of each kind of column. */
export const typeOf = {
  access_request_state: AccessRequestState,
  boolean: 'Boolean',
  datetime: 'Datetime',
  delivery_state: WebhookDeliveryState,
  email: 'EmailAddress',
  factor_type: AuthenticationFactorType,
  id: 'ID',
  int64: 'Int64Bit',
  ip: 'IP',
  language: Language,
  log_level: LogLevel,
  log_type: LogType,
  note_priority: NotePriority,
  noteable_type: NoteableType,
  numeric: 'Numeric',
  permissions: listOf(Permission),
  project_permission: ProjectPermission,
  string: 'String',
  strings: listOf('String'),
  subnet: 'SubnetScalar',
  subnets: listOf('SubnetScalar'),
  text: 'Text',
  token_state: TokenState,
  token_type: TokenType,
} as const satisfies Record<Kind, Scalar | object>;

/**
 * The arguments of a list of this noun: an equality test for each scalar column, a test for each list of permissions, and the
 * arguments that all lists have.
 */
export function listArguments(definition: Definition): InputFieldMap {
  const columns = Object.entries(definition.columns);
  const scalars = columns.filter(([, column]) => !isMany(column));
  const permissions = columns.filter(([, { kind }]) => kind === 'permissions');
  return builder.args((t) => ({
    ...Object.fromEntries(
      scalars.map(([name, { kind }]) => {
        const type = typeOf[kind] as 'String';
        return [name, t.field({ type, description: `Only rows whose \`${name}\` is this value.` })];
      }),
    ),
    ...Object.fromEntries(
      permissions.map(([name]) => {
        const description = `Only rows whose \`${name}\` has each of these permissions.`;
        return [name, t.field({ type: [Permission], required: optional, description })];
      }),
    ),
    paginator: t.field({ type: Paginator, description: 'The page to return.' }),
    sorter: t.field({
      type: [Sorter],
      required: optional,
      description: 'The order of the rows; rows that are equal in it are sorted by id.',
    }),
    search: t.field({ type: [SearchInput], required: optional, description: 'What to find.' }),
    general_search: t.string({ description: 'A text to find in any text field.' }),
    aggregation: t.field({
      type: [AggregatorInput],
      required: optional,
      description: 'What to compute over the list.',
    }),
    reverse_relation_filters: t.field({
      type: [ReverseRelationFilterInput],
      required: optional,
      description: 'Keeps only rows with, or without, matching related records.',
    }),
  }));
}

/** The same for a root list, which can also search in relations. */
export const rootArguments = (definition: Definition): InputFieldMap => ({
  ...listArguments(definition),
  ...builder.args((t) => ({
    general_search_mode: t.field({
      type: GeneralSearchMode,
      defaultValue: 'ROOT',
      description: 'Where the general search looks.',
    }),
  })),
});

const AggregationBucketResult =
  builder.objectRef<NonNullable<Aggregation['counts']>[number]>('AggregationBucketResult');

export const AggregationType = builder.objectRef<Aggregation>('Aggregation').implement({
  description: 'The result of a computation over a list.',
  fields: (t) => ({
    field: t.exposeString('field', { nullable: false, description: 'The field over which it was computed.' }),
    value: t.exposeString('value', { description: 'The result. Null for COUNT, and when there are no values.' }),
    counts: t.field({
      type: [AggregationBucketResult],
      nullable: { list: true, items: true },
      description: 'For COUNT: each value, the most frequent first, at most 1,000.',
      resolve: ({ counts }) => counts,
    }),
    aggregation_function: t.field({
      type: AggregationFunction,
      nullable: false,
      description: 'What was computed.',
      resolve: (aggregation) => aggregation.aggregation_function,
    }),
  }),
});

AggregationBucketResult.implement({
  description: 'How often a value occurs.',
  fields: (t) => ({
    value: t.exposeString('value', { nullable: false, description: 'The value; empty for rows without a value.' }),
    count: t.exposeString('count', { nullable: false, description: 'The number of rows, as digits.' }),
    sub_aggregator_results: t.field({
      type: [AggregationType],
      nullable: { list: true, items: true },
      description: 'The results of `sub_aggregators` within this value.',
      resolve: (bucket) => bucket.sub_aggregator_results,
    }),
  }),
});
