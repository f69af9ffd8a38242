/** Queries with what is peculiar to the execution of GraphQL, and whether they can be compiled. */
interface Special {
  document: string;
  variables?: object;
  isCompiled: boolean;
}

export const special: Record<string, Special> = {
  'fields in the order of their first selection': {
    document:
      '{ roles { entities { name id } } me { username id } roles { entities { id name applied_permissions } } }',
    isCompiled: true,
  },
  'fields of one name, merged from fragments': {
    document: `query { users { ...A ...B ...A entities { role { name } } } }
      fragment A on UserConnection { entities { id role { id } } } fragment B on UserConnection { entities { role { applied_permissions } } }`,
    isCompiled: true,
  },
  'a fragment on an interface of the object': {
    document: '{ users { entities { ... on Loggable { __typename } id } } }',
    isCompiled: true,
  },
  'a fragment on another type than the object': {
    document: '{ users { entities { ... on Loggable { ... on Role { name } } id } } }',
    isCompiled: true,
  },
  'aliases, one of them `constructor`': {
    document: '{ a: me { constructor: id toString: name } b: me { id } }',
    isCompiled: true,
  },
  'an alias that is the name of a prototype': { document: '{ me { __proto__: id name } }', isCompiled: false },
  'names of types': { document: '{ __typename me { __typename role { __typename } } }', isCompiled: true },
  'nested lists with arguments': {
    document:
      'query ($most: Int! = 2) { roles { entities { id users(paginator: { page: 1, records_per_page: $most }) { entities { id role { name } } page_info { total_count } } } } }',
    isCompiled: true,
  },
  'one row of a relation with arguments': {
    document: '{ users { entities { role(name: "Readers too") { id } } } }',
    isCompiled: true,
  },
  'a field that is forbidden in the middle of an answer': {
    document: '{ users { entities { id } } roles { entities { id users { entities { id } } } } me { id } }',
    isCompiled: true,
  },
  'an argument that is refused while other fields are read': {
    document:
      '{ me { id } users(paginator: { page: 0, records_per_page: 5 }) { entities { id } } roles { entities { id } } }',
    isCompiled: true,
  },
  'an answer with many values': {
    document: `{ ${Array.from({ length: 4 }, (_, at) => `l${at}: logs { entities { ${Array.from({ length: 20 }, (_, f) => `m${f}: message`).join(' ')} } }`).join(' ')} }`,
    isCompiled: true,
  },
  'a variable that is missing': {
    document: 'query ($id: Int64Bit!) { users(id: $id) { entities { id } } }',
    isCompiled: true,
  },
  'a variable of another type': {
    document: 'query ($id: Int64Bit!) { users(id: $id) { entities { id } } }',
    variables: { id: 'x' },
    isCompiled: true,
  },
  'a variable that is not declared': {
    document: 'query ($id: Int64Bit) { users(id: $id) { entities { id } } }',
    variables: { id: '1', other: 2 },
    isCompiled: true,
  },
  'a null in a list': {
    document: 'query ($sorter: [Sorter]) { users(sorter: $sorter) { entities { id name } } }',
    variables: { sorter: [null, { attribute: 'name', direction: 'DESC' }] },
    isCompiled: true,
  },
  'a field of an interface': { document: '{ logs { entities { loggable { __typename } } } }', isCompiled: false },
  'a condition': {
    document: 'query ($if: Boolean! = true) { me { id @include(if: $if) } }',
    isCompiled: false,
  },
  'very many fields': {
    document: `{ me { ${Array.from({ length: 1_001 }, (_, at) => `f${at}: id`).join(' ')} } }`,
    isCompiled: false,
  },
  'a fragment that is named like a prototype': {
    document: '{ users { entities { ...__proto__ } } } fragment __proto__ on User { id mobile_number name }',
    isCompiled: true,
  },
  introspection: { document: '{ __type(name: "User") { fields { name } } }', isCompiled: false },
  'documents in arguments, which share one budget': {
    document: `{ ${Array.from({ length: 2 }, (_, at) => `r${at}: required_permissions(document: "{ users { entities { id role { name } } } }") { permissions }`).join(' ')} users(id: 0, paginator: { page: 0, records_per_page: 1 }) { entities { id } } }`,
    isCompiled: true,
  },
};
