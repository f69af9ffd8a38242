/** Rows wherever a relation leads, so that every field that a random request selects is resolved. */
import { eq } from 'drizzle-orm';
import { accessLogs } from '../../schema/access-logs.ts';
import { accessRequests } from '../../schema/access-requests.ts';
import { apiOperations, apis } from '../../schema/apis.ts';
import { authenticationFactors } from '../../schema/factors.ts';
import { logs } from '../../schema/logs.ts';
import { notes } from '../../schema/notes.ts';
import { personalAccessTokens, tokenOperations } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { webhookDeliveries, webhooks } from '../../schema/webhooks.ts';
import type { Latchkey } from '../server.ts';
import type { Person } from '../test-users.ts';

export async function seedRows(server: Latchkey, owner: Person, graceId: string): Promise<void> {
  const { ask } = await owner.signedIn();
  for (const key of ['web', 'other'])
    await owner.ask(`mutation { createProject(input: { key: "${key}", name: "${key}" }) { id } }`);
  await owner.ask(
    'mutation { submitAnalysis(input: { project_key: "web", revision: "1", branch: "main", measures: [] }) { id } }',
  );
  await owner.ask(
    `mutation { createRole(input: { name: "Readers", applied_permissions: [READ_USER] }) { id } updateUser(id: ${graceId}, input: { name: "Grace" }) { id } updateRole(id: 1, input: { name: "Readers too" }) { id } }`,
  );
  await owner.ask(
    'mutation { grantProjectPermission(input: { project_key: "web", permission: EXECUTE_ANALYSIS, role_id: 1 }) { success } }',
  );
  await ask(
    'mutation { createPersonalAccessToken(input: { name: "scan", type: PROJECT_ANALYSIS, project_key: "web" }) { id } set: createPersonalAccessToken(input: { name: "set", permission_set_id: 1 }) { id } }',
  );
  await owner.ask(
    'mutation { createApplicationFirewallRule(input: { subnet: "10.0.0.0/8", description: "inside" }) { id } }',
  );
  await server.db.update(users).set({ roleId: '1' }).where(eq(users.id, owner.id));
  const all = await server.db.select({ id: personalAccessTokens.id }).from(personalAccessTokens);
  const tokenIds = all.map(({ id }) => id);
  const asked = { userId: owner.id, permissions: ['READ_USER'], decidedByUserId: owner.id };
  await server.db.insert(accessRequests).values(tokenIds.map((tokenId) => ({ ...asked, tokenId })));
  const about = (id: string) => ({
    loggableType: 'AccessRequest',
    loggableId: id,
    loggedEntityType: 'AccessRequest',
    loggedEntityId: id,
  });
  const entry = {
    level: 'INFO',
    type: 'OTHER',
    message: 'entry',
    current: '{}',
    userId: owner.id,
    credential: 'session',
  };
  await server.db.insert(logs).values(tokenIds.map((id) => ({ ...entry, ...about(id) })));
  await server.db.insert(tokenOperations).values({ tokenId: '1', hash: '0'.repeat(64) });
  await server.db.insert(authenticationFactors).values({ userId: owner.id, type: 'TOTP' });
  const hook = { url: 'https://example.com/', eventTypes: ['token.created'], sealedSecret: Buffer.alloc(0) };
  await server.db.insert(webhooks).values({ ...hook, id: '1', enabled: false });
  const event = { eventId: 'msg_1', eventType: 'token.created', subject: 'token 1', occurredAt: new Date(), data: {} };
  await server.db.insert(webhookDeliveries).values({ ...event, webhookId: '1' });
  await server.db.insert(apis).values({ id: '1', name: 'shop', document: '{}' });
  await server.db.insert(apiOperations).values({ apiId: '1', method: 'GET', path: '/', requires: 'READ_USER' });
  for (const [type, ids] of Object.entries({
    User: [owner.id, graceId],
    Role: ['1', '2'],
    PersonalAccessToken: tokenIds,
    AccessRequest: tokenIds,
    ApplicationFirewallRule: ['1'],
  }))
    for (const id of ids) {
      await server.db
        .insert(notes)
        .values({ message: 'note', priority: 'NORMAL', noteableType: type, noteableId: id, userId: owner.id });
      await server.db.insert(accessLogs).values({ accessloggableType: type, accessloggableId: id, userId: owner.id });
    }
}
