/**
 * The rows of one database of a pair, with fixed ids and times: the viewer's own rows have the id 1, and other rows exist
 * wherever a relation leads.
 */
import { createHash } from 'node:crypto';
import { accessLogs } from '../../schema/access-logs.ts';
import { accessRequests } from '../../schema/access-requests.ts';
import { apiOperations, apis } from '../../schema/apis.ts';
import { applicationFirewallRules } from '../../schema/application-firewall.ts';
import { authenticationFactors } from '../../schema/factors.ts';
import { logs } from '../../schema/logs.ts';
import { mfaSettings } from '../../schema/mfa-settings.ts';
import { notes } from '../../schema/notes.ts';
import { passwordPolicies } from '../../schema/password-policy.ts';
import { permissionSets } from '../../schema/permission-sets.ts';
import { analyses, projectGrants, projects } from '../../schema/projects.ts';
import { roles } from '../../schema/roles.ts';
import { sessions } from '../../schema/sessions.ts';
import { systemSettings } from '../../schema/system-settings.ts';
import { tokenPolicies } from '../../schema/token-policy.ts';
import { personalAccessTokens, tokenOperations, tokenUses } from '../../schema/tokens.ts';
import { usage, usageAddresses } from '../../schema/usage.ts';
import { users } from '../../schema/users.ts';
import { webhookDeliveries, webhooks } from '../../schema/webhooks.ts';
import type { Db } from '../../src/db/database.ts';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { fingerprint, hashSecret, newToken, prefixes, randomSecret } from '../../src/domain/base/secrets.ts';
import { passwordHash } from '../test-users.ts';

/** Of the viewer, in both databases. */
export const tokenSecret = newToken(prefixes.USER);
export const sessionSecret = randomSecret();

/** These times have whole seconds; a time with milliseconds was read from the clock. */
const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12));
const thisSecond = new Date(Math.floor(Date.now() / 1_000) * 1_000);

export const row = (id: number) => ({ id: String(id), createdAt: at(id), updatedAt: at(id + 40), version: 2 });

export const user = (id: number, values: Partial<typeof users.$inferInsert> = {}) => ({
  ...row(id),
  name: `Name ${id}`,
  publicName: `Public ${id}`,
  username: `user${id}`,
  usernameKey: `user${id}`,
  emailAddress: `user${id}@example.com`,
  emailAddressKey: `user${id}@example.com`,
  mobileNumber: `55500${id}`,
  passwordHash,
  ...values,
});

export const role = (id: number, appliedPermissions: readonly Permission[]) => ({
  ...row(id),
  name: `Role ${id}`,
  nameKey: `role ${id}`,
  appliedPermissions: [...appliedPermissions],
  countedSince: at(id),
});

const digest = (text: string) => createHash('sha256').update(text).digest();

export const token = (id: number, userId: number, values: Partial<typeof personalAccessTokens.$inferInsert> = {}) => ({
  ...row(id),
  userId: String(userId),
  name: `Token ${id}`,
  nameKey: `token ${id}`,
  description: `For ${id}`,
  secretHash: digest(`token ${id}`),
  start: `lku_000${id}`,
  lastFour: `zz0${id}`,
  countedSince: at(id),
  ...values,
});

export const request = (id: number, userId: number, values: Partial<typeof accessRequests.$inferInsert> = {}) => ({
  ...row(id),
  userId: String(userId),
  permissions: ['CREATE_NOTE'],
  reason: `Reason ${id}`,
  ...values,
});

export const project = (id: number, key: string) => ({ ...row(id), key, name: `Project ${id}` });

export const firewallRule = (id: number) => ({ ...row(id), subnet: `10.0.${id}.0/24`, description: `Place ${id}` });

export const webhook = (id: number) => ({
  ...row(id),
  url: `https://hooks${id}.example.com/`,
  description: `Hook ${id}`,
  eventTypes: ['token.created'],
  sealedSecret: digest(`webhook ${id}`),
});

export const api = (id: number) => ({
  ...row(id),
  name: `api-${id}`,
  description: `API ${id}`,
  document: `{"openapi": "3.1.${id}"}`,
});

export const operation = (id: number, apiId: number) => ({
  ...row(id),
  apiId: String(apiId),
  method: 'GET',
  path: `/path${id}`,
  requires: 'READ_USER',
  resource: `project:p${id}`,
});

export const delivery = (id: number, webhookId: number) => ({
  ...row(id),
  webhookId: String(webhookId),
  eventId: `msg_${id}`,
  eventType: 'token.created',
  subject: `token ${id}`,
  occurredAt: at(id),
  data: { token: { id: String(id) } },
  state: 'DELIVERED',
});

export const analysis = (id: number, projectId: number, userId: number) => ({
  ...row(id),
  projectId: String(projectId),
  revision: `r${id}`,
  branch: 'main',
  measures: [{ metric: 'lines', value: String(id) }],
  userId: String(userId),
});

type About = readonly [type: string, id: number];

export const log = (id: number, [type, about]: About) => ({
  ...row(id),
  level: 'INFO',
  type: 'UPDATED',
  message: `Entry ${id}`,
  current: `{"entry":${id}}`,
  previous: '{}',
  loggableType: type,
  loggableId: String(about),
  loggedEntityType: type,
  loggedEntityId: String(about),
  userId: String(1 + (id % 6)),
  credential: 'session',
});

export const look = (id: number, [type, about]: About) => ({
  ...row(id),
  accessDatetime: at(id),
  accessloggableType: type,
  accessloggableId: String(about),
  entityName: `Seen ${id}`,
  userId: String(1 + (id % 6)),
});

export const note = (id: number, [type, about]: About) => ({
  ...row(id),
  message: `Note ${id}`,
  priority: 'NORMAL',
  noteableType: type,
  noteableId: String(about),
  userId: String(1 + (id % 6)),
});

/** The subjects of log entries and notes: 21 exists only in the other database, 31 only in this one, 41 in neither. */
const ids = [1, 2, 3, 4, 5, 21, 31, 41];
const about = (types: string[]): About[] => types.flatMap((type) => ids.map((id) => [type, id] as const));
const notable = ['User', 'Role', 'PersonalAccessToken', 'ApplicationFirewallRule'];
const subjects = [...notable, 'AccessRequest', 'Project', 'PermissionSet'];

/** Fills both databases of a pair; the viewer lacks these permissions everywhere. */
export async function fill(db: Db, lacked: readonly Permission[]): Promise<void> {
  const held = [...everyPermission].filter((permission) => !lacked.includes(permission));
  const reading = [...everyPermission].filter((permission) => permission.startsWith('READ_'));
  // The viewer may change the user in the second role, whatever is lacking. The last two roles have no users.
  const grants = [held, ['UPDATE_TOKEN_POLICY', 'CREATE_NOTE'] as const, [...everyPermission], [], reading];
  await db.insert(roles).values([...grants.map((one, place) => role(place + 1, one)), role(31, [...everyPermission])]);
  await db
    .insert(users)
    .values([
      user(1, { roleId: '1' }),
      user(2, { superAdmin: true }),
      user(3, { roleId: '2' }),
      user(4, { roleId: '3' }),
      user(5, { serviceAccount: true, passwordHash: null }),
      user(6, { roleId: '3' }),
      user(31, { superAdmin: true }),
    ]);
  await db.insert(tokenPolicies).values({ ...row(1), passwordConfirmationMinutes: 10_080 });
  await db.insert(passwordPolicies).values(row(1));
  await db.insert(systemSettings).values(row(1));
  await db.insert(mfaSettings).values(row(1));
  await db.insert(applicationFirewallRules).values([1, 2, 3, 31].map(firewallRule));
  await db.insert(webhooks).values([1, 2, 3, 31].map(webhook));
  await db.insert(webhookDeliveries).values([delivery(1, 1), delivery(2, 1), delivery(3, 2), delivery(31, 3)]);
  await db.insert(apis).values([1, 2, 3, 31].map(api));
  await db.insert(apiOperations).values([operation(1, 1), operation(2, 1), operation(3, 2), operation(31, 3)]);
  const set = (id: number, builtIn: string | null) => ({
    ...row(id),
    name: `Set ${id}`,
    nameKey: `set ${id}`,
    builtIn,
  });
  const sets = ['READ_ONLY', 'USER_ADMINISTRATION', 'ANALYSIS', null].map((one, place) => set(place + 1, one));
  await db.insert(permissionSets).values(sets.map((one) => ({ ...one, permissions: ['READ_USER', 'CREATE_NOTE'] })));
  await db.insert(projects).values([project(1, 'web'), project(2, 'other'), project(3, 'third'), project(31, 'gone')]);
  await db
    .insert(personalAccessTokens)
    .values([
      token(1, 1, { secretHash: hashSecret(tokenSecret), ...fingerprint(tokenSecret) }),
      token(2, 1, { type: 'PROJECT_ANALYSIS', projectId: '1' }),
      token(3, 3, { permissionSetId: '4' }),
      token(4, 2, { projectId: '2', expiresAt: at(400) }),
      token(5, 2, { operationsHash: digest('operations') }),
      token(31, 2),
    ]);
  await db
    .insert(tokenUses)
    .values(['1', '3', '4'].map((tokenId) => ({ tokenId, lastUsedAt: at(60), lastUsedIp: '192.0.2.1' })));
  await db.insert(tokenOperations).values({ ...row(1), tokenId: '5', hash: '0'.repeat(64), document: '{ me { id } }' });
  const days = [
    ['1', '1'],
    ['3', '3'],
    ['4', '2'],
  ] as const;
  await db.insert(usage).values(
    days.flatMap(([tokenId, userId]) => [
      { tokenId, userId, day: '2026-11-20', kind: 'PERMISSION', name: 'CREATE_NOTE', uses: 3 },
      { tokenId, userId, day: '2026-11-20', kind: 'METHOD', name: 'users', uses: 3 },
    ]),
  );
  const used = { network: '192.0.2.0/24', firstUsedAt: at(50), lastUsedAt: at(60), uses: 3 };
  await db.insert(usageAddresses).values(days.map(([tokenId]) => ({ ...used, tokenId, address: '192.0.2.1' })));
  await db
    .insert(accessRequests)
    .values([
      request(1, 1, { state: 'DECLINED', decidedByUserId: '2', decidedAt: at(50), answer: 'No' }),
      request(2, 3),
      request(3, 2, { tokenId: '4', state: 'DECLINED', decidedByUserId: '4', decidedAt: at(50), answer: 'No' }),
      request(4, 3, { state: 'GRANTED', decidedByUserId: '2', decidedAt: at(50), expiresAt: at(55) }),
      request(5, 1, { tokenId: '2' }),
      request(31, 2, { state: 'DECLINED', decidedByUserId: '4', decidedAt: at(50) }),
    ]);
  await db.insert(projectGrants).values([
    { ...row(1), projectId: '1', permission: 'ADMINISTER_PROJECT', roleId: '1' },
    { ...row(2), projectId: '1', permission: 'EXECUTE_ANALYSIS', roleId: '1' },
    { ...row(3), projectId: '1', permission: 'EXECUTE_ANALYSIS', userId: '3' },
    { ...row(4), projectId: '2', permission: 'EXECUTE_ANALYSIS', userId: '4' },
    { ...row(31), projectId: '2', permission: 'ADMINISTER_PROJECT', roleId: '3' },
  ]);
  await db.insert(analyses).values([analysis(1, 1, 1), analysis(2, 2, 4), analysis(3, 3, 2), analysis(31, 2, 31)]);
  await db.insert(logs).values(about(subjects).map((one, place) => log(101 + place, one)));
  await db.insert(accessLogs).values(about(subjects).map((one, place) => look(101 + place, one)));
  await db.insert(notes).values(about(notable).map((one, place) => note(101 + place, one)));
  await db
    .insert(authenticationFactors)
    .values(['1', '3'].map((userId) => ({ ...row(Number(userId)), userId, type: 'TOTP' })));
  await db.insert(sessions).values({
    ...row(1),
    ...{ userId: '1', secretHash: hashSecret(sessionSecret), ip: '192.0.2.1', userAgent: 'A browser' },
    ...{ lastSeenAt: thisSecond, passwordConfirmedAt: thisSecond, expiresAt: at(700) },
  });
}
