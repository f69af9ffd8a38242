/** The departure of a user: what the report says before and after the user is disabled. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { record } from '../../src/domain/audit/record.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { expectRefusal } from '../access/writing.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { cookieOf, inBrowser, world } from '../tokens/acts.ts';

const report = `query ($id: Int64Bit!) { departure_report(user_id: $id) {
  user_id enabled disabled_at disabled_by_user_id ended_sessions
  personal_access_tokens { entities { name revoked revoke_reason } page_info { total_count } }
  access_requests { entities { permissions state } }
  project_grants { entities { permission project { key } } }
  notes { entities { message } }
  service_accounts { entities { username } }
  projects { entities { key } } } }`;
const disable = (enabled: boolean) =>
  `mutation ($id: Int64Bit!) { updateUser(id: $id, input: { enabled: ${enabled} }) { enabled } }`;

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let ada: Person;
  let grace: Person;
  let bot: string;
  beforeAll(async () => {
    ada = await at.as.having(
      'READ_USER',
      'CREATE_USER',
      'CREATE_PERSONAL_ACCESS_TOKEN',
      'PROVISION_PROJECT',
      'CREATE_NOTE',
    );
    grace = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, ada);
    bot = await newBot(by, 'ada-bot');
    await newBot(by, 'other-bot');
    await done(by, 'mutation { createProject(input: { key: "only", name: "Only hers" }) { id } }');
    await done(by, 'mutation { createProject(input: { key: "shared", name: "Shared" }) { id } }');
    await done(
      at.owner,
      'mutation ($id: Int64Bit!) { grantProjectPermission(input: { project_key: "shared", permission: ADMINISTER_PROJECT, user_id: $id }) { success } }',
      { id: grace.id },
    );
    await done(
      by,
      'mutation ($id: Int64Bit!) { createNote(input: { noteable_type: User, noteable_id: $id, message: "Left by Ada", priority: STICKY }) { id } }',
      { id: grace.id },
    );
    await done(by, 'mutation { requestAccess(input: { permissions: [READ_ROLE] }) { id } }');
    const { data } = await at.owner('{ users(username: "other-bot") { entities { id } } }');
    const rename = 'mutation ($id: Int64Bit!) { updateUser(id: $id, input: { name: "Taken over" }) { id } }';
    await done(at.owner, rename, { id: data.users.entities[0].id });
  });

  type Ask = Person['ask'];
  async function done(by: Ask, query: string, variables?: object) {
    const { data, errors } = await by(query, variables);
    expect(errors).toBeUndefined();
    return data;
  }
  const newBot = async (by: Ask, username: string): Promise<string> =>
    (
      await done(
        by,
        `mutation ($name: String!, $email: EmailAddress!) { createUser(input: { name: $name, username: $name, public_name: $name, email_address: $email, service_account: true }) { id } }`,
        { name: username, email: `${username}@example.com` },
      )
    ).createUser.id;
  const reportOn = async (id: string, by: Ask = at.owner) => (await done(by, report, { id })).departure_report;

  const owned = {
    project_grants: {
      entities: expect.arrayContaining([
        { permission: 'ADMINISTER_PROJECT', project: { key: 'only' } },
        { permission: 'ADMINISTER_PROJECT', project: { key: 'shared' } },
      ]),
    },
    notes: { entities: [{ message: 'Left by Ada' }] },
    service_accounts: { entities: [{ username: 'ada-bot' }] },
    projects: { entities: [{ key: 'only' }] },
  };

  test('before, the report says what would end, what stays and what has to be taken over', async () => {
    expect(await reportOn(ada.id)).toEqual({
      user_id: ada.id,
      enabled: true,
      disabled_at: null,
      disabled_by_user_id: null,
      ended_sessions: 1,
      personal_access_tokens: {
        entities: [{ name: 'test', revoked: false, revoke_reason: null }],
        page_info: { total_count: 1 },
      },
      access_requests: { entities: [{ permissions: ['READ_ROLE'], state: 'PENDING' }] },
      ...owned,
    });
  });

  test('after, it says what ended, and by whom', async () => {
    await cookieOf(at.server, ada);
    await done(at.owner, disable(false), { id: ada.id });
    expect(await reportOn(ada.id)).toEqual({
      user_id: ada.id,
      enabled: false,
      disabled_at: expect.stringMatching(/^\d{4}-/),
      disabled_by_user_id: at.ownerId,
      ended_sessions: 2,
      personal_access_tokens: {
        entities: [{ name: 'test', revoked: true, revoke_reason: 'owner disabled' }],
        page_info: { total_count: 1 },
      },
      access_requests: { entities: [{ permissions: ['READ_ROLE'], state: 'ENDED' }] },
      ...owned,
    });
  });

  test('it still says so when the log entry was removed because of its age', async () => {
    const before = await reportOn(ada.id);
    await withoutTriggers(at.server.db, (tx) =>
      tx.execute(sql`delete from logs where loggable_id = ${ada.id} and message like '%was disabled%'`),
    );
    expect(await reportOn(ada.id)).toEqual(before);
    expect(before.disabled_at).toMatch(/^\d{4}-/);
  });

  test('a user who is created disabled was disabled then', async () => {
    const { createUser } = await done(
      at.owner,
      'mutation { createUser(input: { name: "Late", username: "late", public_name: "Late", email_address: "late@example.com", enabled: false }) { id created_at } }',
    );
    expect(await reportOn(createUser.id)).toMatchObject({
      disabled_at: createUser.created_at,
      disabled_by_user_id: at.ownerId,
      ended_sessions: 0,
    });
  });

  test('service accounts cost the same statements however many entries and tokens there are', async () => {
    const query = `{ departure_report(user_id: ${ada.id}) { service_accounts { entities { username } } } }`;
    const counted = async () => {
      at.server.statements.length = 0;
      const { departure_report } = await done(at.owner, query);
      return [at.server.statements.length, departure_report.service_accounts.entities];
    };
    const before = await counted();
    const by = await inBrowser(at.server, await at.as.owner());
    const accounts = await Promise.all(['a', 'b', 'c'].map((name) => newBot(by, `late-bot-${name}`)));
    for (const id of accounts)
      for (const name of ['one', 'two'])
        await done(
          by,
          'mutation ($id: Int64Bit!, $name: String!) { createPersonalAccessToken(input: { name: $name, user_id: $id }) { id } }',
          { id, name },
        );
    expect(await counted()).toEqual(before);
  });

  test('a service account counts as looked after by who last issued a token of it, whatever else is in the log', async () => {
    const { id } = await at.as.having('READ_USER', 'CREATE_PERSONAL_ACCESS_TOKEN');
    const by = await inBrowser(at.server, { id });
    const account = await newBot(at.owner, 'handed-bot');
    const issue =
      'mutation ($id: Int64Bit!, $name: String!) { createPersonalAccessToken(input: { name: $name, user_id: $id }) { id token } }';
    const listed = async (id: string) =>
      (await reportOn(id)).service_accounts.entities.map(({ username }: { username: string }) => username);
    await done(by, issue, { id: account, name: 'hers' });
    expect([await listed(id), (await listed(at.ownerId)).includes('handed-bot')]).toEqual([['handed-bot'], false]);
    await transactAsSystem(at.server.db, async (tx) => {
      const refused = { type: 'OTHER', entity: 'User', id: account, message: 'Something was refused.' } as const;
      await record(tx, { userId: at.ownerId, credential: { kind: 'session', id: '1' } }, refused);
    });
    expect(await listed(id)).toEqual(['handed-bot']);
    await done(at.owner, issue, { id: account, name: 'again the owner’s' });
    expect([await listed(id), (await listed(at.ownerId)).includes('handed-bot')]).toEqual([[], true]);
  });

  test('a service account and a project that somebody else takes over are no longer listed', async () => {
    const rename = 'mutation ($id: Int64Bit!) { updateUser(id: $id, input: { name: "Mine now" }) { id } }';
    await done(at.owner, rename, { id: bot });
    await done(
      at.owner,
      'mutation ($id: Int64Bit!) { grantProjectPermission(input: { project_key: "only", permission: ADMINISTER_PROJECT, user_id: $id }) { success } }',
      { id: grace.id },
    );
    const { service_accounts, projects } = await reportOn(ada.id);
    expect([service_accounts.entities, projects.entities]).toEqual([[], []]);
  });

  test('what ended the first time is not in the report on the second time', async () => {
    await done(at.owner, disable(true), { id: ada.id });
    expect((await reportOn(ada.id)).personal_access_tokens.entities).toEqual([]);
    await done(at.owner, disable(false), { id: ada.id });
    const { ended_sessions, personal_access_tokens, access_requests } = await reportOn(ada.id);
    expect([ended_sessions, personal_access_tokens.entities, access_requests.entities]).toEqual([0, [], []]);
  });

  test.each([
    ['READ_ALL_LOGS', ['READ_USER'], 'enabled'],
    ['READ_USER', ['READ_ALL_LOGS'], 'enabled'],
    ['READ_PERSONAL_ACCESS_TOKEN', ['READ_ALL_LOGS', 'READ_USER'], 'personal_access_tokens { entities { id } }'],
    ['READ_ACCESS_REQUEST', ['READ_ALL_LOGS', 'READ_USER'], 'access_requests { entities { id } }'],
    ['ADMINISTER_PROJECT', ['READ_ALL_LOGS', 'READ_USER'], 'projects { entities { id } }'],
  ] as const)('without %s it is refused', async (permission, held, selection) => {
    const reader = await at.as.having(...held);
    const query = `query ($id: Int64Bit!) { departure_report(user_id: $id) { ${selection} } }`;
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => reader.ask(query, { id: grace.id }));
    expect(extensions.missing_permissions).toEqual([permission]);
  });

  test('notes that the caller may not read are not in it', async () => {
    const reader = await at.as.having('READ_ALL_LOGS', 'READ_USER');
    const query =
      'query ($id: Int64Bit!) { departure_report(user_id: $id) { notes { entities { message } page_info { total_count } } } }';
    await done(
      at.owner,
      'mutation { createRole(input: { name: "Noted", applied_permissions: [], note: { message: "On a role", priority: NORMAL } }) { id } }',
    );
    const { departure_report } = await done(reader.ask, query, { id: at.ownerId });
    expect(departure_report.notes).toEqual({ entities: [], page_info: { total_count: 0 } });
  });

  test('an unknown user is not found', async () => {
    await expectRefusal(at.server, 'NOT_FOUND', () => at.owner('{ departure_report(user_id: 999999999) { enabled } }'));
  });
});
