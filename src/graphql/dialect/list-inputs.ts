/** The input types of list arguments: pages, sorting, searches, filters by relation, aggregates. */
import { builder } from '../builder.ts';

const SortDirection = builder.enumType('SortDirection', {
  description: 'The direction of sorting: ascending or descending.',
  values: ['ASC', 'DESC'] as const,
});
const RangeOperator = builder.enumType('RangeOperator', {
  description: 'How to compare a value.',
  values: ['GTE', 'GT', 'LTE', 'LT', 'EQ', 'NEQ'] as const,
});
const BooleanOperator = builder.enumType('BooleanOperator', {
  description: 'Whether the value must or must not be equal.',
  values: ['EQ', 'NEQ'] as const,
});
export const AggregationFunction = builder.enumType('AggregationFunction', {
  description: 'What to compute over a field. COUNT groups by its values.',
  values: ['MAX', 'MIN', 'SUM', 'AVG', 'COUNT'] as const,
});
export const GeneralSearchMode = builder.enumType('GeneralSearchMode', {
  description: 'Where a general search looks: in the listed records only, or also in records directly related to them.',
  values: ['ROOT', 'ROOT_PLUS_RELATIONS'] as const,
});

export const Paginator = builder.inputType('Paginator', {
  description:
    'The page of a list. Default: the first page, of 100 records. Exactly one of `page` and `after` is required.',
  fields: (t) => ({
    page: t.int({ description: 'The number of the page, from 1. A page past the end is empty.' }),
    after: t.string({
      description:
        'The `end_cursor` of the page before, to be sent with the same `sorter`; empty: the first rows. Where an index has the order, pages far from the start are found as fast as the first. Rows that are inserted or deleted meanwhile neither shift nor repeat others.',
    }),
    records_per_page: t.int({ required: true, description: 'From 1 to 10,000.' }),
  }),
});

export const Sorter = builder.inputType('Sorter', {
  description: 'A field to sort by. If there are several, the first takes precedence.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: 'The name of a field.' }),
    direction: t.field({ type: SortDirection, required: true, description: 'Ascending or descending.' }),
  }),
});

const attribute = 'The name of a field.';

const SearchStringField = builder.inputType('SearchStringField', {
  description: 'A text to find, regardless of case.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: attribute }),
    search_value: t.string({ required: true, description: 'At most 255 characters.' }),
    match: t.boolean({ required: true, description: 'False: find what does not match.' }),
    partial_matching: t.boolean({
      defaultValue: true,
      description: 'True: the field contains the text. False: the field is the text.',
    }),
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
  description:
    'An IP address or subnet to find. An address matches if it is equal to the given address or in the given subnet, a subnet if it contains the given address or is in the given subnet; of several subnets, one must match.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: attribute }),
    search_value: t.string({ required: true, description: 'An IPv4 or IPv6 address, or a subnet in CIDR notation.' }),
    match: t.boolean({ required: true, description: 'False: find what does not match.' }),
  }),
});

const SearchBooleanField = builder.inputType('SearchBooleanField', {
  description: 'A boolean to find.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: attribute }),
    search_value: t.boolean({ required: true, description: 'True or false.' }),
    operator: t.field({
      type: BooleanOperator,
      description: 'Whether the value must or must not be equal. Default: EQ.',
    }),
  }),
});

export const SearchInput = builder.inputRef<object>('Search');

export const ReverseRelationFilterInput = builder.inputRef<object>('ReverseRelationFilter').implement({
  description: 'Keeps the rows that have at least one related record, or one that matches.',
  fields: (t) => ({
    relation: t.string({
      required: true,
      description: 'A relation, or several separated by dots: `role`, `role.users`.',
    }),
    search: t.field({
      type: [SearchInput],
      required: { list: false, items: false },
      description: 'The search that the related records must match.',
    }),
    general_search: t.string({ description: 'A text to find in any text field of the related records.' }),
    is_empty: t.boolean({ defaultValue: false, description: 'True: keep the rows that have no such related record.' }),
    group: t.string({
      defaultValue: '1',
      description: 'Filters of the same group must all match; of several groups, one must match.',
    }),
  }),
});

/** A list that may be missing and may contain nulls, because clients leave variables unset. */
export const optional = { list: false, items: false } as const;

SearchInput.implement({
  description: 'What to find. All terms of one search must match; of several searches, one must match.',
  fields: (t) => ({
    string_fields: t.field({
      type: [SearchStringField],
      required: optional,
      description: 'Texts, enums, and lists of permissions, which match when one of their permissions does.',
    }),
    integer_fields: t.field({ type: [SearchIntegerField], required: optional, description: 'Whole numbers and ids.' }),
    float_fields: t.field({ type: [SearchFloatField], required: optional, description: 'Numbers.' }),
    datetime_fields: t.field({ type: [SearchDatetimeField], required: optional, description: 'Instants.' }),
    date_fields: t.field({
      type: [SearchDateField],
      required: optional,
      description: 'Days; an instant counts as its day in UTC.',
    }),
    ip_address_fields: t.field({
      type: [SearchIpAddressField],
      required: optional,
      description: 'Addresses and subnets.',
    }),
    boolean_fields: t.field({ type: [SearchBooleanField], required: optional, description: 'Booleans.' }),
    unset_fields: t.stringList({ required: optional, description: 'Names of fields that must be null.' }),
    exists: t.stringList({
      required: optional,
      description: 'Names of fields and relations that must be neither null nor empty.',
    }),
    reverse_relation_filters: t.field({
      type: [ReverseRelationFilterInput],
      required: optional,
      description: 'Keeps only rows with, or without, matching related records.',
    }),
  }),
});

export const AggregatorInput = builder.inputRef<object>('Aggregator').implement({
  description: 'A computation over a whole list, regardless of its page.',
  fields: (t) => ({
    field_name: t.string({ required: true, description: attribute }),
    aggregation_function: t.field({ type: AggregationFunction, required: true, description: 'What to compute.' }),
    sub_aggregators: t.field({
      type: [AggregatorInput],
      required: optional,
      description: 'For COUNT: what to compute within each value. At most 3 levels.',
    }),
  }),
});
