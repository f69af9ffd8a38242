/** What the dialect's list arguments are made of: pages, sorting, searches, filters by relation, aggregates. */
import { builder } from '../builder.ts';

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
export const AggregationFunction = builder.enumType('AggregationFunction', {
  description: 'What to work out over a field. COUNT groups by its values.',
  values: ['MAX', 'MIN', 'SUM', 'AVG', 'COUNT'] as const,
});
export const GeneralSearchMode = builder.enumType('GeneralSearchMode', {
  description: 'Where a general search looks: in the listed things, or in what is directly related to them too.',
  values: ['ROOT', 'ROOT_PLUS_RELATIONS'] as const,
});

export const Paginator = builder.inputType('Paginator', {
  description: 'Which page of a list. Without one: page 1 of 100.',
  fields: (t) => ({
    page: t.int({ required: true, description: 'From 1. A page past the end is empty.' }),
    records_per_page: t.int({ required: true, description: 'From 1 to 10,000.' }),
  }),
});

export const Sorter = builder.inputType('Sorter', {
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

export const SearchInput = builder.inputRef<object>('Search');

export const ReverseRelationFilterInput = builder.inputRef<object>('ReverseRelationFilter').implement({
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

/** A list that may be left out and hold nulls, where clients left a variable unset. */
export const optional = { list: false, items: false } as const;

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

export const AggregatorInput = builder.inputRef<object>('Aggregator').implement({
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
