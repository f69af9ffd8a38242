/** Roles, permission sets, accounts and tokens: as they are, and as they would be with an access file. */
import { type Permission, setCustom } from '../domain/access/permissions.ts';
import { accountPermissions, nothingUsed, ofToken } from '../domain/access/viewer.ts';
import { foldName } from '../domain/base/names.ts';
import { type Capabilities, ofFound, ofRole } from '../domain/reach/capabilities.ts';
import type { Facts } from '../domain/reach/search-state.ts';
import { limitsOn } from '../domain/tokens/limits/limits.ts';
import type { Kind } from './change.ts';
import { capOf, nameOf, wantedOf } from './kinds/token-values.ts';
import { needsOf } from './needs.ts';
import { catalogWith, type State } from './state.ts';
import type { Wanted, WantedToken } from './wanted.ts';

interface Token extends Omit<WantedToken, 'expiresIn'> {
  expires: boolean;
  issuerPermissions: string[] | null;
  latentPermissions: string[] | null;
}

/** By folded names. */
export interface World {
  roles: Map<string, { name: string; permissions: readonly string[] }>;
  sets: Map<string, { name: string; permissions: readonly string[] }>;
  accounts: Map<string, { name: string; role: string | null; superAdmin: boolean }>;
  tokens: Map<string, Token>;
}

export interface Subject {
  kind: Kind;
  name: string;
  permissions: ReadonlySet<Permission>;
  /** Of what can act by itself. */
  capabilities: Capabilities | null;
}

/** Makes this process know the custom permissions that there are and those that the file declares. */
export const learnPermissions = (wanted: Wanted, state: State): void => setCustom(catalogWith(wanted, state));

export function worldNow({ roles, sets, accounts, tokens }: State): World {
  const roleOf = (id: string | null) => roles.find((role) => role.id === id)?.name ?? null;
  const setOf = (id: string | null) => sets.find((set) => set.id === id)?.name ?? null;
  return {
    roles: byName(roles.map(({ name, applied_permissions }) => ({ name, permissions: applied_permissions }))),
    sets: byName(sets),
    accounts: byName(
      accounts
        .filter(({ enabled }) => enabled)
        .map(({ username, role_id, super_admin }) => ({
          name: username,
          role: roleOf(role_id),
          superAdmin: super_admin,
        })),
    ),
    tokens: new Map(
      tokens.map((token) => [
        keyOf(token.user.username, token.name),
        {
          ...wantedOf(token),
          set: setOf(token.permission_set_id),
          expires: token.expires_at !== null,
          issuerPermissions: token.issuer_permissions,
          latentPermissions: token.latent_permissions,
        },
      ]),
    ),
  };
}

/** What the file does not name stays as it is. */
export function worldWith({ roles, sets, accounts, tokens }: Wanted, now: World): World {
  const named = tokens.map((token): [string, Token] => {
    const key = keyOf(token.account, token.name);
    const { permissions, root_fields } = capOf(token);
    const known = now.tokens.get(key);
    return [
      key,
      {
        ...token,
        permissions,
        rootFields: root_fields,
        expires: token.expiresIn !== null,
        issuerPermissions: known?.issuerPermissions ?? null,
        latentPermissions: null,
      },
    ];
  });
  return {
    roles: new Map([...now.roles, ...byName(roles)]),
    sets: new Map([...now.sets, ...byName(sets)]),
    accounts: new Map([...now.accounts, ...byName(accounts.map((one) => ({ ...one, superAdmin: false })))]),
    tokens: new Map([...now.tokens, ...named]),
  };
}

const byName = <T extends { name: string }>(items: readonly T[]) =>
  new Map(items.map((item) => [foldName(item.name), item]));

const keyOf = (account: string, name: string) => nameOf(foldName(account), foldName(name));

/** Those who could act, with what they may do, by kind and name. */
export function subjectsIn(world: World): Map<string, Subject> {
  const subjects: Subject[] = [];
  for (const { name, permissions } of world.roles.values()) {
    const capabilities = ofRole(permissions, []);
    subjects.push({ kind: 'role', name, permissions: capabilities.permissions, capabilities });
  }
  for (const { name, permissions } of world.sets.values())
    subjects.push({
      kind: 'permission_set',
      name,
      permissions: accountPermissions(false, permissions),
      capabilities: null,
    });
  // It acts only through its tokens.
  for (const { name, role, superAdmin } of world.accounts.values())
    subjects.push({
      kind: 'service_account',
      name,
      permissions: accountPermissions(superAdmin, inRole(world, role)),
      capabilities: null,
    });
  for (const token of world.tokens.values()) {
    const capabilities = ofTokenIn(world, token);
    const name = nameOf(token.account, token.name);
    if (capabilities) subjects.push({ kind: 'token', name, permissions: capabilities.permissions, capabilities });
  }
  return new Map(subjects.map((subject) => [`${subject.kind} ${foldName(subject.name)}`, subject]));
}

const inRole = ({ roles }: World, role: string | null) =>
  role === null ? [] : (roles.get(foldName(role))?.permissions ?? []);

/** Null: its account is disabled. */
function ofTokenIn(world: World, token: Token): Capabilities | null {
  const account = world.accounts.get(foldName(token.account));
  if (!account) return null;
  const { superAdmin } = account;
  const granted = [...inRole(world, account.role)];
  const { set, permissions, rootFields, issuerPermissions, latentPermissions, operations } = token;
  const setPermissions = set === null ? null : [...(world.sets.get(foldName(set))?.permissions ?? [])];
  const isBound = operations.length > 0;
  const viewer = ofToken(
    { userId: '0', username: account.name, roleId: null, superAdmin, granted, onProjects: [] },
    {
      type: 'USER',
      setPermissions,
      permissions: permissions && [...permissions],
      issuerPermissions,
      methods: rootFields && [...rootFields],
      projectId: null,
      operationsHash: isBound ? Buffer.alloc(0) : null,
      added: [],
      latentPermissions,
      latentHeld: false,
      allowedResources: token.limits.allowedResources,
    },
    { kind: 'token', id: '0', expiresAt: null, used: nothingUsed() },
  );
  const everywhere = accountPermissions(superAdmin, granted);
  const owner = { everywhere, onProjects: new Set<Permission>(), inRole: everywhere };
  const limited = { expires: token.expires, limits: limitsOn(token.limits) };
  const capabilities = ofFound({ viewer, lasting: everywhere, owner, ...limited });
  const needs = isBound ? needsOf(operations) : null;
  const within =
    ({ methods }: Capabilities) =>
    (name: string) =>
      methods?.has(name) ?? true;
  return needs ? { ...capabilities, methods: new Set(needs.methods.filter(within(capabilities))) } : capabilities;
}

export const factsIn = (world: World, mailed: boolean, tokensMayRotateThemselves: boolean): Facts => ({
  mailed,
  tokensMayRotateThemselves,
  roles: [...world.roles.values()].map(({ permissions }) => accountPermissions(false, permissions)),
  owner: null,
  others: true,
});
