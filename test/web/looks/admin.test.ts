/** How the pages of the administration look. A new page is a line in `pages`. */
import { beforeAll, expect } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Person } from '../../test-users.ts';
import { type Look, lookAt } from '../kit/looks.ts';
import { useVisits } from '../kit/visits.ts';

const pages: Look[] = [
  ['users', '/admin/users', 'Grace Hopper'],
  ['user-new', '/admin/users/new', 'Service account:'],
  ['user', '/admin/users/2', 'UPDATE_USER'],
  ['user-departure', '/admin/users/2/departure', 'What ends'],
  ['user-edit', '/admin/users/2/edit', 'Super admin:'],
  ['user-token-new', '/admin/users/4/tokens/new', 'Everything they may do'],
  ['home', '/account/home', 'To do'],
  ['roles', '/admin/roles', 'Auditor'],
  ['role-matrix', '/admin/roles/matrix', 'Kind of record'],
  ['role-new', '/admin/roles/new', 'Start from'],
  ['role', '/admin/roles/1', 'Grace Hopper'],
  ['permission-sets', '/admin/permission-sets', 'Read only'],
  ['permission-set', () => `/admin/permission-sets/${directory}`, 'READ_USER'],
  ['custom-permissions', '/admin/permissions', 'CREATE_INVOICE'],
  ['custom-permission-new', '/admin/permissions/new', 'Create permission'],
  ['custom-permission', '/admin/permissions/1', 'Support'],
  ['projects', '/admin/projects', 'org:shop'],
  ['project', '/admin/projects/1', 'EXECUTE_ANALYSIS'],
  ['requests-to-decide', '/admin/requests', 'READ_USER'],
  ['all-tokens', '/admin/tokens', 'Nightly report'],
  ['user-token-edit', '/admin/tokens/3/edit', 'Everything they may do'],
  ['audit', '/admin/audit', 'Search entries'],
  ['password-policy', '/admin/password-policy', 'Accepted'],
  ['token-policy', '/admin/token-policy', 'Maximum lifetime'],
  ['firewall', '/admin/firewall', '2001:db8::/32'],
  ['apis', '/admin/apis', 'Invoices and payments'],
  ['api-new', '/admin/apis/new', 'OpenAPI file'],
  ['api', '/admin/apis/1', 'CREATE_INVOICE'],
  ['webhooks', '/admin/webhooks', 'Security chat'],
  ['webhook', '/admin/webhooks/1', 'webhook.test'],
  ['webhook-new', '/admin/webhooks/new', 'token.denied'],
  ['system-settings', '/admin/settings', 'Language of new users'],
  ['two-step', '/admin/two-step', 'Everybody must have a second step'],
];

const visits = useVisits();
let ada: Person;
let directory: string;
beforeAll(async () => {
  ada = await visits.as.owner();
  await furnish();
});

lookAt(pages, () => ({ who: ada, browser: visits.browser, url: visits.server.url }));

/** A few users with two roles. */
async function furnish(): Promise<void> {
  const { ask } = await ada.signedIn();
  const done = async (query: string, variables: object) => {
    const { data, errors } = await ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const me = { name: 'Ada Lovelace', public_name: 'Ada' };
  await done('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }', { input: me });
  const role = async (name: string, applied_permissions: string[]): Promise<string> => {
    const query = 'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }';
    return (await done(query, { input: { name, applied_permissions } })).createRole.id;
  };
  const declare = (name: string, description: string, more: object = {}) =>
    done('mutation ($input: CreatePermissionMutationInput) { createPermission(input: $input) { id } }', {
      input: { name, group: 'Billing', description, ...more },
    });
  await declare('CREATE_INVOICE', 'Create and send invoices.', {
    warning: 'Invoices are sent to customers at once.',
    resource_kinds: ['customer', 'order'],
  });
  await declare('EXPORT_LEDGER', 'Download all bookings of a year.');
  await done('mutation ($id: Int64Bit!) { retirePermission(id: $id) { id } }', { id: '2' });
  const support = await role('Support', ['READ_USER', 'UPDATE_USER', 'READ_ROLE', 'CREATE_NOTE', 'CREATE_INVOICE']);
  const auditor = await role('Auditor', ['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS', 'READ_ACCESS_LOG']);
  const set = { name: 'Directory', description: 'Looks people up', permissions: ['READ_USER', 'READ_ROLE'] };
  const newSet = 'mutation ($input: CreatePermissionSetMutationInput) { createPermissionSet(input: $input) { id } }';
  directory = (await done(newSet, { input: set })).createPermissionSet.id;
  const people = [
    { name: 'Grace Hopper', username: 'grace', role_id: support },
    { name: 'Barbara Liskov', username: 'barbara', role_id: auditor, mobile_number: '4930123456', language: 'fr' },
    { name: 'Build server', username: 'build', service_account: true },
    { name: 'Edsger Dijkstra', username: 'edsger', role_id: support, enabled: false },
    { name: 'Katherine Johnson', username: 'katherine', super_admin: true },
  ];
  for (const person of people) {
    const input = { ...person, public_name: person.name, email_address: `${person.username}@example.com` };
    await done('mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }', { input });
  }
  const notes = [
    { noteable_type: 'User', noteable_id: '2', message: 'Works for two teams.', priority: 'NORMAL' },
    { noteable_type: 'User', noteable_id: '2', message: 'On leave until June. Ask Barbara.', priority: 'STICKY' },
    {
      noteable_type: 'Role',
      noteable_id: support,
      message: 'The works council agreed to exactly these permissions.\nAsk it before you add any.',
      priority: 'STICKY_WITH_CONFIRMATION',
    },
  ];
  for (const input of notes)
    await done('mutation ($input: CreateNoteMutationInput) { createNote(input: $input) { id } }', { input });
  await done('mutation ($input: CreateProjectMutationInput) { createProject(input: $input) { id } }', {
    input: { key: 'org:shop', name: 'The shop' },
  });
  for (const holder of [{ user_id: '2' }, { role_id: '1' }])
    await done('mutation ($input: ProjectGrantMutationInput) { grantProjectPermission(input: $input) { success } }', {
      input: { project_key: 'org:shop', permission: 'EXECUTE_ANALYSIS', ...holder },
    });
  const tokens = [
    { name: 'Deployment', description: 'Rolls out the shop at night', permissions: ['READ_USER', 'READ_ROLE'] },
    { name: 'Nightly report', user_id: '4', expires_at: new Date(Date.now() + 5.1 * 24 * 3600_000).toISOString() },
  ];
  for (const input of tokens)
    await done(
      'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }',
      { input },
    );
  await done(
    'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { warning_days } }',
    {
      input: { maximum_token_lifetime_days: 365 },
    },
  );
  for (const [subnet, description] of [
    ['192.0.2.0/24', 'The office in Berlin'],
    ['2001:db8::/32', 'Build servers'],
  ])
    await done(
      'mutation ($input: CreateApplicationFirewallRuleMutationInput) { createApplicationFirewallRule(input: $input) { id } }',
      { input: { subnet, description } },
    );
  const needs = (...permissions: string[]) => ({ security: [{ latchkey: permissions }] });
  const openApi = {
    openapi: '3.1.0',
    servers: [{ url: 'https://billing.example.com/v1' }],
    paths: {
      '/invoices': { get: needs('READ_USER'), post: needs('CREATE_INVOICE') },
      '/invoices/{id}': { get: needs('READ_USER'), delete: needs('CREATE_INVOICE', 'UPDATE_USER') },
      '/projects/{key}/ledger': {
        get: { 'x-latchkey-permission': 'ADMINISTER_PROJECT', 'x-latchkey-resource': 'project:{key}' },
      },
      '/prices': { get: { security: [] } },
    },
  };
  await done('mutation ($input: CreateApiMutationInput) { createApi(input: $input) { id } }', {
    input: { name: 'billing', description: 'Invoices and payments', document: JSON.stringify(openApi) },
  });
  for (const input of [
    {
      url: 'https://hooks.example.com/latchkey',
      description: 'Security chat',
      event_types: ['token.leaked', 'token.revoked', 'user.disabled'],
    },
    { url: 'https://inventory.example.com/events', event_types: ['token.created', 'token.changed'], enabled: false },
  ])
    await done('mutation ($input: CreateWebhookMutationInput) { createWebhook(input: $input) { id } }', { input });
  await done('mutation { first: sendWebhookTestEvent(id: 1) { id } second: sendWebhookTestEvent(id: 1) { id } }', {});
  await visits.server.db.execute(
    sql`update webhook_deliveries set state = 'DELIVERED', attempts = 1, last_status = 204, next_attempt_at = null where id = 1`,
  );
  await visits.server.db.execute(
    sql`update webhook_deliveries set attempts = 3, last_status = 503, last_error = 'STATUS', next_attempt_at = now() + interval '30 minutes' where id = 2`,
  );
  await visits.server.db.execute(sql`update webhooks set failing_since = now() - interval '3 hours' where id = 1`);
  const asking = await (await visits.as.having()).signedIn();
  const wanted = { permissions: ['READ_USER', 'UPDATE_USER'], reason: 'To help out at the desk in December' };
  const query = 'mutation ($input: RequestAccessMutationInput) { requestAccess(input: $input) { id } }';
  expect((await asking.ask(query, { input: wanted })).errors).toBeUndefined();
}
