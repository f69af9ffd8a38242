/** The callers of the permission matrix: users with rows of their own of each kind, and with a credential of each kind. */
import { eq, sql } from 'drizzle-orm';
import { accessLogs } from '../../schema/access-logs.ts';
import { accessRequests } from '../../schema/access-requests.ts';
import { apiOperations, apis } from '../../schema/apis.ts';
import { applicationFirewallRules } from '../../schema/application-firewall.ts';
import { customPermissions } from '../../schema/custom-permissions.ts';
import { authenticationFactors } from '../../schema/factors.ts';
import { logs } from '../../schema/logs.ts';
import { notes } from '../../schema/notes.ts';
import { permissionSets } from '../../schema/permission-sets.ts';
import { projectGrants, projects } from '../../schema/projects.ts';
import { providerIdentities } from '../../schema/provider-identities.ts';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { webhookDeliveries, webhooks } from '../../schema/webhooks.ts';
import { findSession, findToken } from '../../src/domain/access/authenticate.ts';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import type { Latchkey } from '../server.ts';
import type { Person } from '../test-users.ts';
import { cookieOf } from '../tokens/acts.ts';

export const credentialKinds = [
  'session',
  'user token',
  'custom token',
  'project analysis',
  'global analysis',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

export interface Caller {
  /** The id of a row of each noun that is the caller's own, or that the caller has made. */
  rows: Record<string, string>;
  /** Reads the viewer of a credential from the database. */
  viewer(kind: CredentialKind): Promise<Viewer>;
}

const tables = ['users', 'roles', 'personal_access_tokens', 'sessions', 'authentication_factors', 'access_requests'];
const more = [
  'notes',
  'projects',
  'permission_sets',
  'application_firewall_rules',
  'logs',
  'access_logs',
  'custom_permissions',
];
const ofServices = ['webhooks', 'webhook_deliveries', 'apis', 'api_operations', 'provider_identities'];

/** Gives rows ids that occur nowhere else in answers. To be called before there are any callers. */
export async function startIdsFar({ db }: Latchkey): Promise<void> {
  for (const [place, table] of [...tables, ...more, ...ofServices].entries())
    await db.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${7_000_000 + place * 10_000}::bigint)`);
}

let made = 0;

export async function callerFrom(server: Latchkey, person: Person): Promise<Caller> {
  const { db } = server;
  const { id: userId } = person;
  const name = `matrix-${++made}`;
  const idOf = async (inserted: Promise<{ id: string }[]>) => (await inserted)[0]?.id as string;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  const projectId = await idOf(db.insert(projects).values({ key: name, name }).returning({ id: projects.id }));
  await db.insert(projectGrants).values({ projectId, permission: 'EXECUTE_ANALYSIS', userId });
  const token = (more: object = {}) =>
    transactAsSystem(db, (tx) =>
      insert(tx, 'system', { userId, name: `${name} ${++made}`, expiresAt: null, ...more } as never),
    );
  const cookie = await cookieOf(server, person);
  await cookieOf(server, person);
  const [further] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(sql`id desc`);
  const about = { loggableType: 'User', loggedEntityType: 'User', loggableId: userId, loggedEntityId: userId };
  const entry = { level: 'INFO', type: 'OTHER', message: name, current: '{}', credential: 'session', ...about };
  const hook = { url: 'https://example.com/', eventTypes: ['token.created'], sealedSecret: Buffer.alloc(0) };
  const webhookId = await idOf(
    db
      .insert(webhooks)
      .values({ ...hook, enabled: false })
      .returning({ id: webhooks.id }),
  );
  const event = { eventType: 'token.created', state: 'DELIVERED' };
  const apiId = await idOf(db.insert(apis).values({ name, document: '{}' }).returning({ id: apis.id }));
  const rows = {
    User: userId,
    Role: user?.roleId as string,
    Project: projectId,
    Session: further?.id as string,
    PersonalAccessToken: (await token()).id,
    AuthenticationFactor: await idOf(
      db.insert(authenticationFactors).values({ userId, type: 'EMAIL' }).returning({ id: authenticationFactors.id }),
    ),
    ProviderIdentity: await idOf(
      db
        .insert(providerIdentities)
        .values({ userId, providerId: 'acme', issuer: 'https://acme.example', subject: name })
        .returning({ id: providerIdentities.id }),
    ),
    AccessRequest: await idOf(
      db
        .insert(accessRequests)
        .values({ userId, permissions: ['READ_USER'] })
        .returning({ id: accessRequests.id }),
    ),
    Note: await idOf(
      db
        .insert(notes)
        .values({ message: name, priority: 'NORMAL', noteableType: 'User', noteableId: userId, userId })
        .returning({ id: notes.id }),
    ),
    PermissionSet: await idOf(
      db
        .insert(permissionSets)
        .values({ name, nameKey: name, description: '', permissions: ['READ_USER'] } as never)
        .returning({ id: permissionSets.id }),
    ),
    ApplicationFirewallRule: await idOf(
      db
        .insert(applicationFirewallRules)
        .values({ subnet: `10.${made}.0.0/16`, description: name })
        .returning({ id: applicationFirewallRules.id }),
    ),
    CustomPermission: await idOf(
      db
        .insert(customPermissions)
        .values({ name: `OF_MATRIX_${made}`, group: 'Tests', description: name })
        .returning({ id: customPermissions.id }),
    ),
    Webhook: webhookId,
    WebhookDelivery: await idOf(
      db
        .insert(webhookDeliveries)
        .values({ webhookId, eventId: `msg_${made}`, ...event, subject: name, occurredAt: new Date(), data: {} })
        .returning({ id: webhookDeliveries.id }),
    ),
    Api: apiId,
    ApiOperation: await idOf(
      db
        .insert(apiOperations)
        .values({ apiId, method: 'GET', path: `/${name}`, requires: '' })
        .returning({ id: apiOperations.id }),
    ),
    Log: await idOf(
      db
        .insert(logs)
        .values({ ...entry, userId })
        .returning({ id: logs.id }),
    ),
    AccessLog: await idOf(
      db
        .insert(accessLogs)
        .values({ accessloggableType: 'User', accessloggableId: userId, userId })
        .returning({ id: accessLogs.id }),
    ),
  };
  const secrets = {
    'user token': person.token,
    'custom token': (await token({ permissions: [...everyPermission] })).secret,
    'project analysis': (await token({ type: 'PROJECT_ANALYSIS', projectId })).secret,
    'global analysis': (await token({ type: 'GLOBAL_ANALYSIS' })).secret,
  };
  const viewer = async (kind: CredentialKind): Promise<Viewer> => {
    const found =
      kind === 'session'
        ? await findSession(db, cookie.replace(/^.*=/, ''), '127.0.0.1')
        : await findToken(db, secrets[kind], '127.0.0.1');
    if (!found) throw new Error(`The ${kind} of ${name} is not valid.`);
    return found;
  };
  return { rows, viewer };
}
