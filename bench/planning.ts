/** How long computing the plan of a document takes, by itself and over HTTP. */
import { parse } from 'graphql';
import { planOf } from '../src/graphql/plan/plan.ts';
import { schema } from '../src/graphql/schema.ts';
import { median } from './figures.ts';

const page = 'paginator: { page: 1, records_per_page: 10 }';
const levels = (deep: number): string => {
  if (deep === 0) return 'id name';
  return deep % 2
    ? `id members: users(${page}) { entities { ${levels(deep - 1)} } }`
    : `id role { ${levels(deep - 1)} }`;
};

/** 100 fields with the fragments expanded, 13 levels of relations, six lists, aliases. */
export const planned = `query Planned($s: Search) {
  me { id name }
  deep: roles(${page}) { entities { ${levels(13)} } }
  ${['a', 'b', 'c', 'd'].map((alias) => `${alias}: users(${page}, search: [$s, { exists: "role" }]) { ...People }`).join('\n  ')}
}
fragment People on UserConnection { entities { ...Person role { ...RoleParts } } page_info { page total_count } }
fragment Person on User { id name username email_address enabled role_id }
fragment RoleParts on Role { id name applied_permissions }`;

const times = 200;

async function medianOf(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let time = -20; time < times; time++) {
    const before = performance.now();
    await work();
    if (time >= 0) taken.push(performance.now() - before);
  }
  return median(taken);
}

/** Medians in milliseconds: the plan of a parsed document, the same with parsing, and the whole request. */
export async function measurePlanning(url: string, token: string) {
  const document = parse(planned);
  const query =
    'query ($document: Text!) { required_permissions(document: $document) { permissions missing_permissions } }';
  const body = JSON.stringify({ query, variables: { document: planned } });
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
  const ask = async () => {
    const response = await fetch(`${url}/api/graphql`, { method: 'POST', headers, body });
    const { data, errors } = (await response.json()) as { data?: { required_permissions: unknown }; errors?: unknown };
    if (!data?.required_permissions) throw new Error(`Planning failed: ${JSON.stringify(errors)}`);
  };
  return {
    plan: await medianOf(() => planOf(schema, document)),
    parsed: await medianOf(() => planOf(schema, parse(planned))),
    asked: await medianOf(ask),
  };
}
