/** Computes what one operation needs and which permissions are missing, here or by asking a running server. */
import { type DocumentNode, NoUnusedFragmentsRule, print, stripIgnoredCharacters, validate } from 'graphql';
import type { Ask } from '../commands/ask.ts';
import { asking } from '../commands/server.ts';
import { lacking, type Permission } from '../domain/access/permissions.ts';
import { visibleTexts } from '../files/lines.ts';
import { parseWithin } from '../graphql/cost/limits.ts';
import { rules as allRules } from '../graphql/cost/validate.ts';
import { planOf } from '../graphql/plan/plan.ts';
import { schema } from '../graphql/schema.ts';
import type { Operation } from './operations.ts';

export interface CheckResult {
  permissions: string[];
  /** The root fields that it calls. */
  methods: string[];
  requirements: { path: string; field: string; permission: string }[];
  /** What is known only when it runs. */
  unknowns: { path: string; reason: string }[];
  /** The root fields it calls that no token may call. */
  personal: string[];
  /** The missing permissions; empty if there is nothing to compare with. */
  missing: string[];
  missingMethods: string[];
}

/** Throws an error whose message says why an operation cannot be checked. */
export type Check = (operation: Operation) => Promise<CheckResult>;

/** An operation is validated with only the fragments it uses, so an unused fragment is not an error. */
const rules = allRules.filter((rule) => rule !== NoUnusedFragmentsRule);

/** Checks by the schema of this version of Latchkey. `held`: null if there is nothing to compare with. */
export const checkHere =
  (held: ReadonlySet<Permission> | null): Check =>
  async ({ document }) => {
    // Checks the limits first: a document that a server would refuse for its size would take very long to validate.
    parseWithin(sent(document));
    const [fault] = validate(schema, document, rules);
    if (fault) throw fault;
    const plan = planOf(schema, document);
    return { ...plan, missing: held ? lacking(plan.permissions, held) : [], missingMethods: [] };
  };

/** The shortest text of the document. */
const sent = (document: DocumentNode) => stripIgnoredCharacters(print(document));

export interface Server {
  /** The base URL, such as `https://latchkey.example.com`. */
  url: string;
  token: string;
  /** Compare with the role of this name. Without it, compare with the token itself. */
  role: string | undefined;
}

/** Checks by the schema and the roles of a running server. Comparing with a role requires a token with READ_ROLE. */
export async function checkAt({ url, token, role }: Server): Promise<Check> {
  const ask = asking(url, token);
  // Checked once, so that a server that does not respond or refuses the token is not reported for every operation.
  if (role === undefined) await ask('{ __typename }');
  const role_id = role === undefined ? null : await roleOf(ask, role);
  return async ({ document }) => {
    const { required_permissions: found } = await ask<{ required_permissions: Answer }>(planning, {
      document: sent(document),
      role_id,
    });
    const { missing_permissions, missing_methods, ...checked } = visibleTexts(found);
    return { ...checked, missing: missing_permissions, missingMethods: role_id === null ? missing_methods : [] };
  };
}

type Answer = Omit<CheckResult, 'missing' | 'missingMethods'> & {
  missing_permissions: string[];
  missing_methods: string[];
};

const planning = `query Plan($document: Text!, $role_id: Int64Bit) {
  required_permissions(document: $document, role_id: $role_id) {
    permissions methods personal missing_permissions missing_methods
    requirements { path field permission }
    unknowns { path reason }
  }
}`;

async function roleOf(ask: Ask, name: string): Promise<string> {
  const query = 'query Role($name: String) { roles(name: $name) { entities { id } } }';
  const { roles } = await ask<{ roles: { entities: { id: string }[] } }>(query, { name });
  const [role] = roles.entities;
  if (!role) throw new Error(`The server has no role ${name}.`);
  return role.id;
}
