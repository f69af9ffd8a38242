/** `createAccessLog`: programs record that their user opened a record, which the user must be able to read. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { accessLogs as table } from '../../schema/access-logs.ts';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { recordLists } from '../../src/domain/nouns/records.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { type Ask, inBrowser, world } from '../tokens/acts.ts';

const fields = 'id accessloggable_type accessloggable_id entity_name user_id personal_access_token_id access_datetime';
const create = `mutation ($input: CreateAccessLogMutationInput) { createAccessLog(input: $input) { ${fields} } }`;
const createBlindly =
  'mutation ($input: CreateAccessLogMutationInput) { createAccessLog(input: $input) { __typename } }';
const nowhere = '999999999';

describe.each(kinds)('createAccessLog on %s', (kind) => {
  const at = world(kind);
  /** May record what it opened and read the access log, users and roles, and leave notes. */
  let clerk: Person;
  /** May record what it opened, and read nothing but its own tokens. */
  let plain: Person;
  /** A record of each type, with the name that an entry keeps of it. */
  let records: Record<string, { id: string; name: string | null }>;
  beforeAll(async () => {
    clerk = await at.as.having('CREATE_ACCESS_LOG', 'READ_ACCESS_LOG', 'READ_USER', 'READ_ROLE', 'CREATE_NOTE');
    plain = await at.as.having('CREATE_ACCESS_LOG');
    const { data, errors } = await at.owner(`mutation {
      createRole(input: { name: "Support", applied_permissions: [] }) { id }
      createProject(input: { key: "web", name: "Website" }) { id }
      createPermissionSet(input: { name: "Little", description: "", permissions: [READ_USER] }) { id }
      createPermission(input: { name: "PAY", group: "Billing", description: "Pay invoices" }) { id }
      createWebhook(input: { url: "https://example.com/secret", description: "Chat", event_types: ["token.created"] }) { id }
      createApi(input: { name: "shop", document: "{openapi: 3.1.0, paths: {/: {get: {security: []}}}}" }) { id }
      createApplicationFirewallRule(input: { subnet: "10.0.0.0/8", description: "Office" }) { id } }`);
    expect(errors).toBeUndefined();
    const asked = await plain.signedIn();
    const request = await asked.ask(
      'mutation { requestAccess(input: { permissions: [READ_USER], reason: "Work" }) { id } }',
    );
    records = {
      User: { id: plain.id, name: plain.username },
      Role: { id: data.createRole.id, name: 'Support' },
      Project: { id: data.createProject.id, name: 'Website' },
      PermissionSet: { id: data.createPermissionSet.id, name: 'Little' },
      ApplicationFirewallRule: { id: data.createApplicationFirewallRule.id, name: 'Office' },
      CustomPermission: { id: data.createPermission.id, name: 'PAY' },
      Webhook: { id: data.createWebhook.id, name: 'Chat' },
      Api: { id: data.createApi.id, name: 'shop' },
      AccessRequest: { id: request.data.requestAccess.id, name: null },
      PersonalAccessToken: { id: await tokenOf(plain), name: 'test' },
    };
  });

  const tokenOf = async ({ id }: Person): Promise<string> => {
    const where = eq(personalAccessTokens.userId, id);
    const [token] = await at.server.db.select({ id: personalAccessTokens.id }).from(personalAccessTokens).where(where);
    return token?.id as string;
  };
  const opened = (type: string, id: string, more: object = {}) => ({
    input: { accessloggable_type: type, accessloggable_id: id, ...more },
  });
  const entriesOf = async ({ id }: Person) =>
    (await at.server.db.select().from(table).where(eq(table.userId, id))).length;
  async function refused(code: string, person: Person, ask: () => ReturnType<Ask>) {
    const before = await entriesOf(person);
    const error = await expectRefusal(at.server, code, ask);
    expect(await entriesOf(person)).toBe(before);
    return error;
  }

  test('records that the caller opened a record of any type, with its name, and with which token', async () => {
    expect(Object.keys(records).sort()).toEqual(recordLists.map(({ type }) => type).sort());
    for (const [type, { id, name }] of Object.entries(records)) {
      const { data, errors } = await at.owner(create, opened(type, id));
      expect(errors).toBeUndefined();
      expect(data.createAccessLog).toMatchObject({
        accessloggable_type: type,
        accessloggable_id: id,
        entity_name: name,
        user_id: at.ownerId,
        personal_access_token_id: null,
      });
      expect((await lastEntries(at.server))[0]).toMatchObject({
        type: 'OTHER',
        loggable_type: type,
        loggable_id: id,
        current: { access_log_id: data.createAccessLog.id },
        user_id: at.ownerId,
        credential: 'session',
      });
    }
    const role = records.Role as { id: string };
    const { data } = await clerk.ask(create, opened('Role', role.id));
    const listed = await clerk.ask(
      `query ($id: Int64Bit) { access_logs(id: $id) { entities { ${fields} accessloggable { id } } } }`,
      { id: data.createAccessLog.id },
    );
    expect(data.createAccessLog.personal_access_token_id).toBe(await tokenOf(clerk));
    expect(listed.data.access_logs.entities).toEqual([{ ...data.createAccessLog, accessloggable: { id: role.id } }]);
  });

  test('records with one’s own token that its owner opened it, without any permission to read', async () => {
    const { errors } = await plain.ask(
      createBlindly,
      opened('PersonalAccessToken', records.PersonalAccessToken?.id as string),
    );
    expect(errors).toBeUndefined();
    const [entry] = await at.server.db.select().from(table).where(eq(table.userId, plain.id)).orderBy(sql`id desc`);
    expect(entry).toMatchObject({ accessloggableType: 'PersonalAccessToken', entityName: 'test' });
  });

  test('leaves its note on the record', async () => {
    const note = { message: 'Called back', priority: 'NORMAL' };
    const { errors } = await clerk.ask(create, opened('User', plain.id, { note }));
    expect(errors).toBeUndefined();
    const { data } = await clerk.ask(
      'query ($id: Int64Bit) { users(id: $id) { entities { notes { entities { message user_id } } } } }',
      { id: plain.id },
    );
    expect(data.users.entities[0].notes.entities).toEqual([{ message: 'Called back', user_id: clerk.id }]);
  });

  test('is refused without CREATE_ACCESS_LOG', async () => {
    const reader = await at.as.having('READ_USER', 'READ_ACCESS_LOG');
    const { extensions } = await refused('FORBIDDEN', reader, () => reader.ask(create, opened('User', plain.id)));
    expect(extensions.missing_permissions).toEqual(['CREATE_ACCESS_LOG']);
  });

  test('answers with the entry only to those who have READ_ACCESS_LOG', async () => {
    const blind = await at.as.having('CREATE_ACCESS_LOG', 'READ_USER');
    const { extensions } = await refused('FORBIDDEN', blind, () => blind.ask(create, opened('User', plain.id)));
    expect(extensions.missing_permissions).toEqual(['READ_ACCESS_LOG']);
    expect((await blind.ask(createBlindly, opened('User', plain.id))).errors).toBeUndefined();
    expect(await entriesOf(blind)).toBe(1);
  });

  test.each([
    ['an unknown type', 'Session', {}, 'accessloggable_type'],
    ['a note on a type without notes', 'Project', { note: { message: 'x', priority: 'NORMAL' } }, 'note'],
    ['a blank note', 'User', { note: { message: ' ', priority: 'NORMAL' } }, 'note.message'],
  ])('is refused for %s', async (_, type, more, field) => {
    const id = records[type]?.id ?? '1';
    const { extensions } = await refused('INVALID_INPUT', clerk, () => clerk.ask(create, opened(type, id, more)));
    expect(Object.keys(extensions.fields ?? {})).toEqual([field]);
  });

  test('is refused without an input', async () => {
    await refused('INVALID_INPUT', clerk, () => clerk.ask('mutation { createAccessLog { id } }'));
  });

  test('is refused with a note to callers without CREATE_NOTE', async () => {
    const person = await at.as.having('CREATE_ACCESS_LOG', 'READ_ACCESS_LOG', 'READ_USER');
    const note = { message: 'x', priority: 'NORMAL' };
    const { extensions } = await refused('FORBIDDEN', person, () =>
      person.ask(create, opened('User', plain.id, { note })),
    );
    expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
  });

  test('gives the same answer for a record that does not exist and one that the caller may not read', async () => {
    const stranger = await at.as.having('CREATE_ACCESS_LOG');
    const by = await inBrowser(at.server, stranger);
    const seenByAll = ['CustomPermission', 'PermissionSet'];
    for (const [type, { id }] of Object.entries(records).filter(([type]) => !seenByAll.includes(type))) {
      const hidden = await refused('NOT_FOUND', stranger, () => by(createBlindly, opened(type, id)));
      const missing = await refused('NOT_FOUND', stranger, () => by(createBlindly, opened(type, nowhere)));
      expect(hidden.message.replace(id, nowhere)).toBe(missing.message);
    }
  });
});
