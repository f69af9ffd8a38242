/** Random valid documents, made from the schema itself: aliases, fragments, interfaces, arguments that reach rows. */
import type { GeneratorValue } from 'fast-check';
import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

const deepest = 6;
const mostFields = 24;

/** What required arguments are given, such that no row rule stands in the way. `n` differs for every call. */
const inputs: Record<string, (n: string) => string> = {
  createRole: (n) => `(input: { name: "role ${n}", applied_permissions: [] })`,
  updateRole: () => '(id: 1, input: { name: "Readers" })',
  deleteRole: () => '(id: 999999)',
  createUser: (n) =>
    `(input: { name: "${n}", username: "u${n}", public_name: "${n}", email_address: "u${n}@example.com" })`,
  updateUser: () => '(id: 3, input: { public_name: "Plain" })',
  createProject: (n) => `(input: { key: "p${n}", name: "${n}" })`,
  updateProject: (n) => `(id: 1, input: { name: "${n}" })`,
  grantProjectPermission: () => '(input: { project_key: "web", permission: ADMINISTER_PROJECT, user_id: 2 })',
  revokeProjectPermission: () => '(input: { project_key: "other", permission: ADMINISTER_PROJECT, user_id: 3 })',
  submitAnalysis: () => '(input: { project_key: "web", revision: "r", branch: "b", measures: [] })',
  required_permissions: () => '(document: "{ me { id } }")',
  shrink_suggestion: () => '(id: 1)',
};

/** The root fields a token may call, by operation. */
export const callable = (kind: 'query' | 'mutation') =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).filter(
    ({ extensions }) => !(extensions.rule as { person?: true } | undefined)?.person,
  );

/** A document of one operation. */
export function randomDocument(g: GeneratorValue): string {
  const below = (most: number) => g(fc.nat, { max: most });
  const oneIn = (n: number) => below(n - 1) === 0;
  const pick = <T>(from: readonly T[]) => from[below(from.length - 1)] as T;
  const fragments: string[] = [];
  let left = mostFields;
  let aliases = 0;

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string | null {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= deepest) return null;
    left--;
    const alias = oneIn(4) ? `a${aliases++}: ` : '';
    const missing = field.args.filter(isRequiredArgument).some(() => !(field.name in inputs));
    if (missing) throw new Error(`${field.name} has required arguments nobody knows.`);
    const given = inputs[field.name]?.(`${below(2 ** 30)}x${aliases++}`);
    const pages = field.args.some(({ name }) => name === 'paginator')
      ? '(paginator: { page: 1, records_per_page: 10 })'
      : '';
    return `${alias}${field.name}${given ?? pages}${isCompositeType(type) ? selection(type, depth + 1) : ''}`;
  }

  function selection(type: GraphQLNamedType, depth: number): string {
    const parts = isAbstractType(type) ? abstractParts(type, depth) : objectParts(type, depth);
    if (parts.length === 0 || oneIn(8)) parts.push('__typename');
    const text = `{ ${parts.join(' ')} }`;
    if (!oneIn(6)) return text;
    if (oneIn(2)) return ` { ... on ${type.name} ${text} }`;
    fragments.push(`fragment F${fragments.length} on ${type.name} ${text}`);
    return ` { ...F${fragments.length - 1} }`;
  }

  function objectParts(type: GraphQLNamedType, depth: number): string[] {
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const parts: string[] = [];
    const used = new Set<string>();
    for (let wanted = 1 + below(3); wanted > 0 && left > 0; wanted--) {
      const field = pick(fields) as GraphQLField<unknown, unknown>;
      const text = used.has(field.name) ? null : fieldText(field, depth);
      used.add(field.name);
      if (text) parts.push(text);
    }
    return parts;
  }

  function abstractParts(type: GraphQLNamedType, depth: number): string[] {
    if (!isAbstractType(type)) return [];
    const possible = pick(schema.getPossibleTypes(type));
    return ['id', `... on ${possible.name} ${selection(possible, depth)}`];
  }

  const kind = oneIn(5) ? 'mutation' : 'query';
  const roots = Array.from(
    { length: 1 + below(2) },
    (_, place) => `r${place}: ${fieldText(pick(callable(kind)), 1)?.replace(/^a\d+: /, '')}`,
  );
  return `${kind} { ${roots.join(' ')} }\n${fragments.join('\n')}`;
}
