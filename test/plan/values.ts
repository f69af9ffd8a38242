/** Values for random requests that match existing rows, by the type and the name of their field or argument. */
import { type GraphQLField, getNamedType, isObjectType } from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** The arguments that every list has; all others are attributes for filters. */
export const dialect = new Set([
  'paginator',
  'sorter',
  'search',
  'general_search',
  'general_search_mode',
  'aggregation',
  'reverse_relation_filters',
  'created_before',
  'expiring_before',
  'unused_since',
  'never_used',
  'odd_since',
]);

/** The noun of a list, derived from the arguments and fields of its type. */
export interface Noun {
  /** Its attributes with the types of their values. */
  attributes: Record<string, string>;
  relations: Field[];
  /** Whether the noun has an attribute for this field of a search. */
  fits(searchField: string): boolean;
}

const textTypes = [
  ...['String', 'Text', 'EmailAddress', 'ID', 'Numeric', 'Language'],
  ...['LogLevel', 'LogType', 'NotePriority', 'NoteableType', 'Permission', 'IP', 'SubnetScalar'],
];
const attributeTypes: Record<string, string[]> = {
  string_fields: textTypes,
  integer_fields: ['Int64Bit'],
  float_fields: ['Int64Bit', 'Numeric'],
  datetime_fields: ['Datetime'],
  date_fields: ['Datetime'],
  ip_address_fields: ['IP', 'SubnetScalar'],
  boolean_fields: ['Boolean'],
};

export function nounOf(field: Field): Noun {
  const type = getNamedType(field.type);
  const fields = isObjectType(type) ? type.getFields() : {};
  const entity = fields.entities && fields.page_info ? getNamedType(fields.entities.type) : type;
  const below = isObjectType(entity) ? Object.values(entity.getFields()) : [];
  const relations = below.filter(({ args }) => args.some(({ name }) => name === 'reverse_relation_filters'));
  const attributes = Object.fromEntries(
    field.args.filter(({ name }) => !dialect.has(name)).map(({ name, type }) => [name, getNamedType(type).name]),
  );
  return {
    attributes,
    relations,
    fits: (searchField) => {
      if (searchField === 'reverse_relation_filters') return relations.length > 0;
      const types = attributeTypes[searchField];
      return !types || Object.values(attributes).some((one) => types.includes(one));
    },
  };
}

const attributesOf = ({ attributes }: Noun, types?: string[]) =>
  Object.keys(attributes).filter((name) => !types || types.includes(attributes[name] as string));

/** The names of the attributes that are valid at this place in the arguments of a list. */
function attributeNames(place: string, noun: Noun): string[] | null {
  const [, searched] = /^Search(\w+)Field\.attribute$/.exec(place) ?? [];
  if (searched) {
    const kind = `${searched === 'IpAddress' ? 'ip_address' : searched.toLowerCase()}_fields`;
    return attributesOf(noun, attributeTypes[kind]);
  }
  if (place === 'Sorter.attribute' || place === 'Search.unset_fields') return attributesOf(noun);
  if (place === 'Aggregator.field_name') return ['id'];
  if (place === 'Search.exists')
    return [...attributesOf(noun), ...noun.relations.flatMap(({ name }) => [name, name, name])];
  return null;
}

const byName: Record<string, (fresh: string) => unknown[]> = {
  document: () => [
    '{ me { id } }',
    '{ users { entities { role { id } } } }',
    'mutation { deleteRole(id: 9) { success } }',
  ],
  operation_name: () => [null],
  variables: () => ['{}', null],
  pinned_variables: () => ['{}', null],
  hash: () => ['0'.repeat(64)],
  accessloggable_type: () => ['User', 'Role'],
  key: (fresh) => [`k${fresh}`],
  project_key: () => ['web', 'other'],
  timezone: () => ['UTC', 'Europe/Paris'],
  username: (fresh) => [`u${fresh}`],
  email_address: (fresh) => [`u${fresh}@example.com`],
  password: () => ['plum tractor seldom 47'],
  methods: () => ['users', 'me'],
  group: () => ['1', '2'],
  page: () => [1, 1, 2],
  after: () => [''],
  records_per_page: () => [5, 20],
};

const byType: Record<string, (fresh: string) => unknown[]> = {
  Boolean: () => [true, false],
  Date: () => ['2030-02-03', '2027-01-01'],
  Datetime: () => ['2030-01-02T03:04:05Z', '2026-01-01T00:00:00Z'],
  EmailAddress: (fresh) => [`e${fresh}@example.com`],
  Float: () => [1.5, 0],
  ID: () => ['user_1', 'role_1'],
  Int: () => [1, 5, 30],
  IP: () => ['127.0.0.1'],
  Numeric: () => ['123'],
  String: (fresh) => [`n${fresh}`, 'e'],
  SubnetScalar: () => ['127.0.0.0/8'],
  Text: (fresh) => [`t${fresh}`],
};

/** Ids of existing rows, and words to search for. */
export interface Known {
  ids: readonly string[];
  words: readonly string[];
}

export const usually: Known = { ids: ['1', '2', '3', '4'], words: ['e', 'e', 'a', '1'] };

/** The values to choose from; `fresh` occurs in no other value. */
export function texts(
  type: string,
  place: string,
  noun: Noun | null,
  fresh: string,
  { ids, words }: Known,
): readonly unknown[] {
  const names = noun && attributeNames(place, noun);
  if (names && names.length > 0) return names;
  if (type === 'Int64Bit') return ids;
  const name = place.split('.').at(-1) as string;
  if (name === 'general_search') return ['', ...words];
  if (place === 'SearchStringField.search_value') return words;
  if (place === 'SearchIpAddressField.search_value') return ['127.0.0.1', '10.0.0.0/8', '::/0'];
  const found = byName[name] ?? byType[type];
  if (!found) throw new Error(`There is no value for ${place} of type ${type}.`);
  const values = found(fresh).filter((one) => one !== null);
  return values.length > 0 ? values : ['x'];
}
