/** The dialect's list arguments and what lists answer besides rows; the same for every noun. */
import type { InputFieldMap } from '@pothos/core';
import type { Aggregation } from '../domain/lists/aggregates.ts';
import { type Definition, isMany, type Kind } from '../domain/lists/definition.ts';
import type { PageInfo } from '../domain/lists/load.ts';
import type { ListRequest } from '../domain/lists/request.ts';
import { builder } from './builder.ts';
import {
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
} from './enums.ts';

const SortDirection = builder.enumType('SortDirection', {
  description: 'Up or down.',
  values: ['ASC', 'DESC'] as const,
});
const RangeOperator = builder.enumType('RangeOperator', {
  description: 'How a value compares.',
  values: ['GTE', 'GT', 'LTE', 'LT', 'EQ', 'NEQ'] as const,
});
const BooleanOperator = builder.enumType('BooleanOperator', {
  description: 'Is or is not.',
  values: ['EQ', 'NEQ'] as const,
});
const AggregationFunction = builder.enumType('AggregationFunction', {
  description: 'What to work out over a field. COUNT groups by its values.',
  values: ['MAX', 'MIN', 'SUM', 'AVG', 'COUNT'] as const,
});
const GeneralSearchMode = builder.enumType('GeneralSearchMode', {
  description: 'Where a general search looks: in the listed things, or in what is directly related to them too.',
  values: ['ROOT', 'ROOT_PLUS_RELATIONS'] as const,
});

const Paginator = builder.inputType('Paginator', {
  description: 'Which page of a list. Without one: page 1 of 100.',
  fields: (t) => ({
    page: t.int({ required: true, description: 'From 1. A page past the end is empty.' }),
    records_per_page: t.int({ required: true, description: 'From 1 to 10,000.' }),
  }),
});

const Sorter = builder.inputType('Sorter', {
  description: 'An attribute to sort by; of several the first counts most.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: 'The name of a field.' }),
    direction: t.field({ type: SortDirection, required: true, description: 'Up or down.' }),
  }),
});

const attribute = 'The name of a field.';

const SearchStringField = builder.inputType('SearchStringField', {
  description: 'A text to find; upper and lower case are the same.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: attribute }),
    search_value: t.string({ required: true, description: 'At most 255 characters.' }),
    match: t.boolean({ required: true, description: 'False: find what does not match.' }),
    partial_matching: t.boolean({ defaultValue: true, description: 'True: anywhere within; false: the whole text.' }),
  }),
});

const rangeField = (name: string, type: 'Int64Bit' | 'Float' | 'Datetime' | 'Date', description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      attribute: t.string({ required: true, description: attribute }),
      search_value: t.field({ type, required: true, description: 'The value to compare with.' }),
      operator: t.field({ type: RangeOperator, required: true, description: 'How to compare.' }),
    }),
  });

const SearchIntegerField = rangeField('SearchIntegerField', 'Int64Bit', 'A whole number to compare with.');
const SearchFloatField = rangeField('SearchFloatField', 'Float', 'A number to compare with.');
const SearchDatetimeField = rangeField('SearchDatetimeField', 'Datetime', 'An instant to compare with.');
const SearchDateField = rangeField('SearchDateField', 'Date', 'A day to compare with, in UTC.');

const SearchIpAddressField = builder.inputType('SearchIpAddressField', {
  description: 'An address to find.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: attribute }),
    search_value: t.string({ required: true, description: 'An IPv4 or IPv6 address.' }),
    match: t.boolean({ required: true, description: 'False: find what does not match.' }),
  }),
});

const SearchBooleanField = builder.inputType('SearchBooleanField', {
  description: 'A yes or no to find.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: attribute }),
    search_value: t.boolean({ required: true, description: 'Yes or no.' }),
    operator: t.field({ type: BooleanOperator, description: 'Is, or is not. EQ when left out.' }),
  }),
});

const SearchInput = builder.inputRef<object>('Search');

const ReverseRelationFilterInput = builder.inputRef<object>('ReverseRelationFilter').implement({
  description: 'Keeps the rows whose relation holds something, or something that is found.',
  fields: (t) => ({
    relation: t.string({ required: true, description: 'A relation, or several with dots: `role`, `role.users`.' }),
    search: t.field({
      type: [SearchInput],
      required: { list: false, items: false },
      description: 'What to find there.',
    }),
    general_search: t.string({ description: 'A text to find in any text field there.' }),
    is_empty: t.boolean({ defaultValue: false, description: 'True: keep the rows whose relation holds nothing such.' }),
    group: t.string({ defaultValue: '1', description: 'Filters of one group must all hold; of several groups any.' }),
  }),
});

const optional = { list: false, items: false } as const;

SearchInput.implement({
  description: 'What to find: inside one search all terms must hold; of several searches any.',
  fields: (t) => ({
    string_fields: t.field({ type: [SearchStringField], required: optional, description: 'Texts and enums.' }),
    integer_fields: t.field({ type: [SearchIntegerField], required: optional, description: 'Whole numbers and ids.' }),
    float_fields: t.field({ type: [SearchFloatField], required: optional, description: 'Numbers.' }),
    datetime_fields: t.field({ type: [SearchDatetimeField], required: optional, description: 'Instants.' }),
    date_fields: t.field({
      type: [SearchDateField],
      required: optional,
      description: 'Days; an instant counts as its day in UTC.',
    }),
    ip_address_fields: t.field({ type: [SearchIpAddressField], required: optional, description: 'Addresses.' }),
    boolean_fields: t.field({ type: [SearchBooleanField], required: optional, description: 'Yes or no.' }),
    unset_fields: t.stringList({ required: optional, description: 'Fields that are null.' }),
    exists: t.stringList({ required: optional, description: 'Fields and relations that are neither null nor empty.' }),
    reverse_relation_filters: t.field({
      type: [ReverseRelationFilterInput],
      required: optional,
      description: 'Filters by relation.',
    }),
  }),
});

const AggregatorInput = builder.inputRef<object>('Aggregator').implement({
  description: 'Something to work out over a whole list, its page aside.',
  fields: (t) => ({
    field_name: t.string({ required: true, description: attribute }),
    aggregation_function: t.field({ type: AggregationFunction, required: true, description: 'What to work out.' }),
    sub_aggregators: t.field({
      type: [AggregatorInput],
      required: optional,
      description: 'For COUNT: what to work out within each value. At most 3 deep.',
    }),
  }),
});

type Scalar = 'Boolean' | 'Datetime' | 'EmailAddress' | 'ID' | 'Int64Bit' | 'Numeric' | 'String' | 'Text';

/** The GraphQL type of each kind of column. */
export const typeOf = {
  boolean: 'Boolean',
  datetime: 'Datetime',
  email: 'EmailAddress',
  factor_type: AuthenticationFactorType,
  id: 'ID',
  int64: 'Int64Bit',
  language: Language,
  log_level: LogLevel,
  log_type: LogType,
  note_priority: NotePriority,
  noteable_type: NoteableType,
  numeric: 'Numeric',
  permissions: [Permission],
  project_permission: ProjectPermission,
  string: 'String',
  strings: ['String'],
  subnets: ['SubnetScalar'],
  text: 'Text',
  token_state: TokenState,
  token_type: TokenType,
} as const satisfies Record<Kind, Scalar | object>;

/** The arguments of a list of this noun: an equality test for each scalar column, and the dialect's own. */
export function listArguments(definition: Definition): InputFieldMap {
  const scalars = Object.entries(definition.columns).filter(([, column]) => !isMany(column));
  return builder.args((t) => ({
    ...Object.fromEntries(
      scalars.map(([name, { kind }]) => {
        const type = typeOf[kind] as 'String';
        return [name, t.field({ type, description: `Only where \`${name}\` is this.` })];
      }),
    ),
    paginator: t.field({ type: Paginator, description: 'Which page.' }),
    sorter: t.field({ type: [Sorter], required: optional, description: 'In which order; then by id.' }),
    search: t.field({ type: [SearchInput], required: optional, description: 'What to find.' }),
    general_search: t.string({ description: 'A text to find in any text field.' }),
    aggregation: t.field({
      type: [AggregatorInput],
      required: optional,
      description: 'What to work out over the list.',
    }),
    reverse_relation_filters: t.field({
      type: [ReverseRelationFilterInput],
      required: optional,
      description: 'Filters by relation.',
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

const own = new Set([
  'paginator',
  'sorter',
  'search',
  'general_search',
  'general_search_mode',
  'aggregation',
  'reverse_relation_filters',
]);

/** Sorts a field's arguments into the dialect's own and the equality tests. */
export function requestOf(args: Record<string, unknown>): ListRequest {
  const entries = Object.entries(args);
  const equals = Object.fromEntries(entries.filter(([name]) => !own.has(name)));
  return { ...Object.fromEntries(entries.filter(([name]) => own.has(name))), equals };
}

export const PageInfoType = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Where in a list one is.',
  fields: (t) => ({
    page: t.exposeInt('page', { nullable: false, description: 'The page asked for.' }),
    records_per_page: t.exposeInt('records_per_page', { nullable: false, description: 'How many a page holds.' }),
    total_count: t.exposeInt('total_count', { nullable: false, description: 'How many there are in all.' }),
    total_pages: t.exposeInt('total_pages', { nullable: false, description: 'How many pages there are, at least 1.' }),
  }),
});

const AggregationBucketResult =
  builder.objectRef<NonNullable<Aggregation['counts']>[number]>('AggregationBucketResult');

export const AggregationType = builder.objectRef<Aggregation>('Aggregation').implement({
  description: 'What was worked out over a list.',
  fields: (t) => ({
    field: t.exposeString('field', { nullable: false, description: 'The field it was worked out over.' }),
    value: t.exposeString('value', { description: 'The result; null over nothing, and for COUNT.' }),
    counts: t.field({
      type: [AggregationBucketResult],
      nullable: { list: true, items: true },
      description: 'For COUNT: each value, the most frequent first, at most 1,000.',
      resolve: ({ counts }) => counts,
    }),
    aggregation_function: t.field({
      type: AggregationFunction,
      nullable: false,
      description: 'What was worked out.',
      resolve: (aggregation) => aggregation.aggregation_function,
    }),
  }),
});

AggregationBucketResult.implement({
  description: 'How often a value occurs.',
  fields: (t) => ({
    value: t.exposeString('value', { nullable: false, description: 'The value; empty where there is none.' }),
    count: t.exposeString('count', { nullable: false, description: 'How often, as digits.' }),
    sub_aggregator_results: t.field({
      type: [AggregationType],
      nullable: { list: true, items: true },
      description: 'What was worked out within it.',
      resolve: (bucket) => bucket.sub_aggregator_results,
    }),
  }),
});
