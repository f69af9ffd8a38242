/**
 * The permission matrix: every root field, with each permission, each kind of credential, and a row that is the caller's own,
 * another user's or missing. The cells are made from the schema, and what is expected from the sentences on access.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execute, getNamedType, isObjectType, parse } from 'graphql';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { nothingUsed, ofSession, ofToken, type Viewer } from '../../src/domain/access/viewer.ts';
import { targetOf } from '../../src/domain/lists/definition.ts';
import type { Access, Rule } from '../../src/graphql/access/access-rules.ts';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { createScheduler } from '../../src/graphql/cost/scheduler.ts';
import { unknownKinds } from '../../src/graphql/plan/unknowns.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Result, runRolledBack } from '../plan/rolled-back.ts';
import { type Latchkey, pepper, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';
import { accessOf, called, least, type Root, roots } from './calls.ts';
import { type Caller, type CredentialKind, callerFrom, credentialKinds, startIdsFar } from './matrix-callers.ts';

const missing = '999999999';

/** Whose id an argument is that a call can do without, and that is sent all the same: `more` of the call, and the noun. */
const optional: Record<string, [more: string, noun: string]> = {
  createPersonalAccessToken: [`user_id: "${missing}"`, 'User'],
  createUser: [`role_id: "${missing}"`, 'Role'],
  deletePersonalAccessTokens: [`ids: ["${missing}"]`, 'PersonalAccessToken'],
  grantProjectPermission: [`user_id: "${missing}"`, 'User'],
  reach: [`personal_access_token_id: "${missing}"`, 'PersonalAccessToken'],
  requestAccess: [`personal_access_token_id: "${missing}"`, 'PersonalAccessToken'],
  required_permissions: [`personal_access_token_id: "${missing}"`, 'PersonalAccessToken'],
  revokeProjectPermission: [`user_id: "${missing}"`, 'User'],
};

/** The noun of the required id, by the name of the field. */
const nouns: [name: RegExp, noun: string][] = [
  [/PersonalAccessTokens?$|^shrink_suggestion$/, 'PersonalAccessToken'],
  [/AuthenticationFactor$/, 'AuthenticationFactor'],
  [/^deleteProviderIdentity$/, 'ProviderIdentity'],
  [/^(grant|decline|end)Access$/, 'AccessRequest'],
  [/ApplicationFirewallRule$/, 'ApplicationFirewallRule'],
  [/PermissionSet$/, 'PermissionSet'],
  [/^(update|retire|delete)Permission$/, 'CustomPermission'],
  [/Webhook$|WebhookSecret$|WebhookTestEvent$/, 'Webhook'],
  [/WebhookDelivery$/, 'WebhookDelivery'],
  [/Api$/, 'Api'],
  [/Role$/, 'Role'],
  [/^(update|delete)Note$/, 'Note'],
  [/Project$/, 'Project'],
  [/Session$/, 'Session'],
  // On or about a user.
  [
    /User$|UserCreationEmail$|^departure_report$|^resetAuthenticationFactors$|^sendPasswordLinks$|^create(Note|AccessLog)$/,
    'User',
  ],
];

/** Records that every signed-in caller sees. */
const seenByAll = new Set(['PermissionSet', 'CustomPermission']);

interface Call {
  root: Root;
  /** Null: it is about no row. */
  noun: string | null;
  /** With the id of a row. */
  document(id: string): string;
}

const calls: Call[] = roots.map((root) => {
  const { field, name, operation } = root;
  const type = getNamedType(field.type);
  const listed = /^(.*)Connection$/.exec(type.name)?.[1];
  const [more, noun] = listed ? [`id: "${missing}"`, listed] : (optional[name] ?? ['', null]);
  const text = called(field, more)
    .replace('accessloggable_type: "sample"', 'accessloggable_type: "User"')
    .replace('noteable_type: ApplicationFirewallRule', 'noteable_type: User');
  const found = noun ?? (text.includes(missing) ? nouns.find(([pattern]) => pattern.test(name))?.[1] : null);
  if (found === undefined) throw new Error(`The test does not say of what the id of ${name} is.`);
  const selection = listed ? '{ entities { id } page_info { total_count } }' : least(type);
  const document = (id: string) => `${operation} { ${text.replaceAll(missing, id)} ${selection} }`;
  return { root, noun: found, document };
});

const requiredBy = ({ access }: Root): Permission | null => ('permission' in access ? access.permission : null);
const ruleOf = ({ field }: Root) => (field.extensions.rule ?? {}) as Rule;
/** What the answer requires besides. */
function ofAnswer({ field }: Root): Permission[] {
  const type = getNamedType(field.type);
  const access: Access | undefined = isObjectType(type) ? accessOf(type) : undefined;
  return access && 'permission' in access ? [access.permission] : [];
}

const analysisCap: Record<string, readonly Permission[]> = {
  'project analysis': [],
  'global analysis': ['EXECUTE_ANALYSIS', 'PROVISION_PROJECT'],
};
const isForAnalysis = (kind: CredentialKind) => kind in analysisCap;

/** Whether a credential of this kind gets past the declared access, if its user has these permissions. */
function passes({ access }: Root, kind: CredentialKind, held: readonly Permission[]): boolean {
  if (!('permission' in access)) return true;
  const cap = analysisCap[kind];
  if (held.includes(access.permission) && (!cap || cap.includes(access.permission))) return true;
  return kind === 'project analysis' && access.onProjects === 'EXECUTE_ANALYSIS';
}

test('every permission of the catalog guards something', () => {
  const declared = roots.map(({ field }) => JSON.stringify([field.extensions.access, field.extensions.rule]));
  const ofTypes = Object.values(schema.getTypeMap()).map((type) => JSON.stringify(type.extensions.access));
  const ofRows = calls.flatMap(({ noun }) => (noun ? [JSON.stringify(targetOf({ to: noun }).visible?.allWith)] : []));
  const said = [...declared, ...ofTypes, ...ofRows, ...Object.values(unknownKinds)].join(' ');
  // These guard rows of other users, which the domain decides, and endpoints that are not GraphQL. They have tests of their own.
  expect([...everyPermission].filter((permission) => !new RegExp(`\\b${permission}\\b`).test(said))).toEqual([
    'CREATE_PERSONAL_ACCESS_TOKEN',
    'UPDATE_PERSONAL_ACCESS_TOKEN',
    'DELETE_PERSONAL_ACCESS_TOKEN',
    'READ_TOKEN_HASH',
    'INTROSPECT_TOKEN',
    'EVALUATE_ACCESS',
  ]);
});

describe('the matrix', () => {
  let server: Latchkey;
  let everything: Caller;
  let nothing: Caller;
  let stranger: Caller;
  let cells = 0;
  beforeAll(async () => {
    server = await startLatchkey('pglite');
    await startIdsFar(server);
    const as = people(server);
    [everything, nothing, stranger] = [
      await callerFrom(server, await as.having(...everyPermission)),
      await callerFrom(server, await as.having()),
      await callerFrom(server, await as.having()),
    ];
  });
  afterAll(async () => {
    await server.stop();
    process.stderr.write(
      `matrix: ${cells} cells of ${roots.length} root fields, ${everyPermission.size} permissions, ${credentialKinds.length} kinds of credentials, and own, another's and missing rows\n`,
    );
  });

  const run = async (caller: Caller, kind: CredentialKind, document: string): Promise<Result> => {
    cells++;
    const viewer = await caller.viewer(kind);
    return runRolledBack(server, viewer, { document: parse(document), variables: {} });
  };
  /** The ids to call with: the caller's own row, another user's, and one that does not exist. */
  const idsFor = ({ noun }: Call, caller: Caller): string[] =>
    noun === null ? [missing] : [caller.rows[noun], stranger.rows[noun], missing].map((id) => id as string);

  describe.each(credentialKinds)('with a %s', (kind) => {
    test('a caller with exactly one permission is refused every field that requires another, whatever it is', async () => {
      const answer = createAnswer(createScheduler(), 'a test');
      const credential = { id: missing, expiresAt: null, used: nothingUsed() };
      const viewerWith = (permission: Permission): Viewer => {
        const facts = { userId: '1', username: 'x', roleId: null, superAdmin: false, onProjects: [] };
        if (kind === 'session')
          return ofSession({ ...facts, granted: [permission] }, { ...credential, kind: 'session' });
        const types = { 'project analysis': 'PROJECT_ANALYSIS', 'global analysis': 'GLOBAL_ANALYSIS' } as const;
        const type = types[kind as keyof typeof types] ?? 'USER';
        const [granted, permissions] =
          kind === 'custom token' ? [[...everyPermission], [permission]] : [[permission], null];
        const none = { setPermissions: null, issuerPermissions: null, methods: null, operationsHash: null };
        const limits = {
          type,
          permissions,
          projectId: null,
          added: [],
          latentPermissions: null,
          allowedResources: null,
          latentHeld: false,
        };
        return ofToken({ ...facts, granted }, { ...none, ...limits }, { ...credential, kind: 'token' });
      };
      for (const { root, document } of calls) {
        const required = requiredBy(root);
        if (!required) continue;
        const parsed = parse(document(missing));
        for (const permission of everyPermission) {
          if (passes(root, kind, [permission])) continue;
          cells++;
          const viewer = viewerWith(permission);
          // What is refused reads nothing, so there is no database.
          const lists = { clear: () => undefined };
          const contextValue = { viewer, pepper, lists, answer, requestState: { commits: 0 } };
          const { errors } = await execute({ schema, document: parsed, contextValue });
          const original = errors?.[0]?.originalError as { code?: string; missingPermissions?: string[] } | undefined;
          const lacking = original?.missingPermissions ?? [];
          expect([root.name, permission, original?.code, lacking.length > 0]).toEqual([
            root.name,
            permission,
            'FORBIDDEN',
            true,
          ]);
          expect([required, ...ofAnswer(root)]).toEqual(expect.arrayContaining(lacking));
        }
      }
    }, 120_000);

    test('a caller with all permissions passes where the kind of credential may, for own, other and missing rows', async () => {
      for (const call of calls) {
        const { root } = call;
        for (const id of idsFor(call, everything)) {
          const { refusals } = await run(everything, kind, call.document(id));
          const [refusal] = refusals;
          const about = { field: root.name, id, code: refusal?.code, missing: refusal?.missing ?? [] };
          const required = requiredBy(root);
          if (!passes(root, kind, [...everyPermission]))
            expect(about).toMatchObject({ code: 'FORBIDDEN', missing: expect.arrayContaining([required]) });
          else if (ruleOf(root).person && !ruleOf(root).rotating && kind !== 'session')
            expect([root.name, about.code]).toEqual([root.name, 'FORBIDDEN']);
          else if (!isForAnalysis(kind)) {
            expect(about).toMatchObject({ missing: [] });
            expect(about).not.toMatchObject({ code: 'UNAUTHENTICATED' });
          }
        }
      }
    }, 120_000);

    test('a caller without permissions is refused alike for own, other and missing rows, and does not learn whether others exist', async () => {
      for (const call of calls) {
        const { root } = call;
        const required = requiredBy(root);
        const answers: string[] = [];
        for (const id of idsFor(call, nothing)) {
          const result = await run(nothing, kind, call.document(id));
          answers.push(JSON.stringify(result).replaceAll(id, 'ID'));
          if (required && !passes(root, kind, []))
            expect({ field: root.name, id, code: result.refusals[0]?.code }).toMatchObject({ code: 'FORBIDDEN' });
        }
        const [own, other, none] = answers;
        if (required && !passes(root, kind, [])) expect([root.name, own]).toEqual([root.name, answers.at(-1)]);
        if (call.noun && !seenByAll.has(call.noun)) expect([root.name, other]).toEqual([root.name, none]);
      }
    }, 120_000);
  });
});
