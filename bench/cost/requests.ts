/** Requests that are as expensive as possible, each within the limits on its size or just beyond them. */
export interface Expensive {
  name: string;
  /** Who sends it: an anonymous caller, a user without permissions, the same with 1,350 tokens, or a super admin. */
  by: 'anonymous' | 'powerless' | 'owner' | 'admin';
  /** The number of requests at the same time. */
  atOnce?: number;
  /** The body of one request. `n` makes the text of each different, so that no parsed document is used again. */
  body(n: number): object;
}

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

const all = 'paginator: { page: 1, records_per_page: 10000 }';

const equalFields = (count: number) => `{ ${times(count, () => 'roles(id: 1) { page_info { page } }')} }`;

const planned = (document: string, aliases: number) => (n: number) => ({
  query: `query ($d: Text!) { ${times(aliases, (i) => `a${n}_${i}: required_permissions(document: $d) { permissions requirements { path } }`)} }`,
  variables: { d: `${document} # ${n}` },
});

/** As many fields as a document may have, each with a different name. */
const wide = (count: number, field: (index: number) => string) => (n: number) => ({
  query: `{ me { id ${times(count, field)} } } # ${n}`,
});

const search = (conditions: number) => ({
  search: Array.from({ length: conditions }, (_, index) => ({
    string_fields: [{ attribute: 'name', match: index % 2 === 0, search_value: `${'%_'.repeat(20)}${index}` }],
  })),
});

const subAggregates = (field: string) =>
  `{field_name: "${field}", aggregation_function: COUNT, sub_aggregators: [{field_name: "email_address", aggregation_function: COUNT, sub_aggregators: [{field_name: "username", aggregation_function: COUNT}]}]}`;

export const expensive: readonly Expensive[] = [
  {
    name: '1,600 equal fields with arguments, 60 KB',
    by: 'anonymous',
    body: (n) => ({ query: `${equalFields(1_600)} # ${n}` }),
  },
  { name: 'a plan of 2,200 equal fields, 20 times', by: 'powerless', body: planned(equalFields(2_200), 20) },
  {
    name: '1,350 own tokens, 4,900 aliases',
    by: 'owner',
    body: (n) => ({
      query: `{ personal_access_tokens(${all}) { entities { ${times(4_900, (i) => `a${i}: name`)} } } } # ${n}`,
    }),
  },
  {
    name: '1,350 own tokens, 290 aliases',
    by: 'owner',
    body: (n) => ({
      query: `{ personal_access_tokens(${all}) { entities { ${times(290, (i) => `a${i}: name`)} } } } # ${n}`,
    }),
  },
  {
    name: '10,000 users, 39 aliases',
    by: 'admin',
    body: (n) => ({ query: `{ users(${all}) { entities { ${times(38, (i) => `a${i}: name`)} } } } # ${n}` }),
  },
  {
    name: 'COUNT of COUNT of COUNT over 10,000 users',
    by: 'admin',
    atOnce: 2,
    body: (n) => ({
      query: `{ users(aggregation: [${subAggregates('name')}]) { aggregations { field counts { value sub_aggregator_results { counts { value sub_aggregator_results { counts { value count } } } } } } } } # ${n}`,
    }),
  },
  {
    name: 'a plan of 2,200 fields',
    by: 'powerless',
    body: planned(`{ ${times(170, (i) => `a${i}: users { entities { ${times(11, (j) => `b${j}: id`)} } }`)} }`, 1),
  },
  { name: 'one valid document of 2,600 aliases', by: 'powerless', body: wide(2_600, (i) => `a${i}: name`) },
  {
    name: 'one valid document of 900 fields with arguments',
    by: 'powerless',
    body: (n) => ({
      query: `{ ${times(180, (i) => `a${i}: users(id: ${i}, name: "x", enabled: true, search: [{exists: "id"}]) { page_info { ${times(4, (j) => `b${j}: page`)} } }`)} } # ${n}`,
    }),
  },
  {
    name: '70 fragments, each spread in the next',
    by: 'powerless',
    body: (n) => ({
      query: `{ me { ...f0 } } ${times(70, (i) => `fragment f${i} on Me { a${i}: id b${i}: name ...f${i + 1} }`)} fragment f70 on Me { id } # ${n}`,
    }),
  },
  {
    name: 'introspection that multiplies',
    by: 'powerless',
    body: (n) => ({
      query: `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } } # ${n}`,
    }),
  },
  { name: '2,600 fields that do not exist', by: 'powerless', body: wide(2_600, (i) => `nmae${i}`) },
  {
    name: 'types and fields of the schema, 20 times',
    by: 'powerless',
    body: (n) => ({
      query: `{ ${times(20, (i) => `a${i}: __schema { types { name description fields(includeDeprecated: true) { name description args { name description type { name kind ofType { name kind } } } type { name kind ofType { name kind ofType { name } } } } } }`)} } # ${n}`,
    }),
  },
  {
    name: '200 conditions of wildcards over all users',
    by: 'admin',
    atOnce: 5,
    body: (n) => ({
      query: `query ($s: [Search]) { users(search: $s, ${all}) { entities { id } page_info { total_count } } } # ${n}`,
      variables: { s: search(100).search },
    }),
  },
  {
    name: '250 lists, searched through relations',
    by: 'admin',
    body: (n) => ({
      query: `{ ${times(250, (i) => `a${i}: users(general_search: "${n}a${i}", general_search_mode: ROOT_PLUS_RELATIONS) { page_info { total_count } }`)} }`,
    }),
  },
  {
    name: 'what 1,350 own tokens use, reach and could lose',
    by: 'owner',
    body: (n) => ({
      query: `{ personal_access_tokens(${all}) { entities { id usage { permissions { permission uses } unused_permissions addresses { address } } } } } # ${n}`,
    }),
  },
  {
    name: '250 times reach',
    by: 'admin',
    body: (n) => ({ query: `{ ${times(250, (i) => `a${n}_${i}: reach { permissions escalations { words } }`)} }` }),
  },
  {
    name: 'warnings of 1,000 roles',
    by: 'admin',
    body: (n) => ({ query: `{ roles(${all}) { entities { warnings unused_permissions } } } # ${n}` }),
  },
  {
    name: '250 changes that are refused',
    by: 'powerless',
    body: (n) => ({
      query: `mutation { ${times(250, (i) => `a${n}_${i}: createRole(input: { name: "${'x'.repeat(200)}", applied_permissions: [READ_USER] }) { id }`)} }`,
    }),
  },
  {
    name: 'variables of 900 KB that nothing uses',
    by: 'powerless',
    body: (n) => ({
      query: '{ me { id } }',
      variables: { a: Array.from({ length: 19_000 }, (_, i) => `${n} ${'x'.repeat(40)} ${i}`) },
    }),
  },
  {
    name: 'a document of 900 KB',
    by: 'powerless',
    body: (n) => ({ query: `{ me { id } } #${n}${'x'.repeat(900_000)}` }),
  },
  {
    name: 'a filter of 199 conditions',
    by: 'admin',
    body: () => ({
      query: 'query ($s: [Search]) { users(search: $s) { entities { id } } }',
      variables: { s: [{ exists: Array.from({ length: 199 }, () => 'id') }] },
    }),
  },
];
