/** Notes over HTTP: who sees them, what each mutation does, and what it refuses without writing. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { notes as table } from '../../schema/notes.ts';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { purge } from '../../src/domain/tokens/jobs.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { world } from '../tokens/acts.ts';

const fields = 'id message priority noteable_type noteable_id user_id _version';
const create = `mutation ($input: CreateNoteMutationInput) { createNote(input: $input) { ${fields} } }`;
const update = `mutation ($id: Int64Bit!, $input: UpdateNoteMutationInput) { updateNote(id: $id, input: $input) { ${fields} } }`;
const remove = 'mutation ($id: Int64Bit!) { deleteNote(id: $id) { success } }';
const list = `query ($type: NoteableType, $id: Int64Bit) { notes(noteable_type: $type, noteable_id: $id) {
  entities { id message noteable { __typename id ... on User { username } ... on Role { name } } } page_info { total_count } } }`;

const writing = ['CREATE_NOTE', 'UPDATE_NOTE', 'DELETE_NOTE'] as const;
const nowhere = '999999999';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let owner: Person;
  let ada: Person;
  /** May write notes and read everything that can have some. */
  let clerk: Person;
  let role: string;
  beforeAll(async () => {
    owner = await at.as.owner();
    ada = await at.as.having(...writing);
    clerk = await at.as.having(...writing, 'READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN');
    role = await newRole('Kept');
  });

  const newRole = async (name: string): Promise<string> =>
    (
      await owner.ask(
        'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }',
        { name },
      )
    ).data.createRole.id;
  const tokenOf = async ({ ask }: Person): Promise<string> =>
    (await ask('{ personal_access_tokens { entities { id } } }')).data.personal_access_tokens.entities[0].id;
  const on = (type: string, id: string, more: object = {}) => ({
    input: { noteable_type: type, noteable_id: id, message: 'Call back first', priority: 'NORMAL', ...more },
  });
  const left = async (by: Person, type: string, id: string, more: object = {}) => {
    const { data, errors } = await by.ask(create, on(type, id, more));
    expect(errors).toBeUndefined();
    return data.createNote;
  };
  const listedBy = async (by: Person, type: string, id: string): Promise<string[]> => {
    const { data, errors } = await by.ask(list, { type, id });
    expect(errors).toBeUndefined();
    expect(data.notes.page_info.total_count).toBe(data.notes.entities.length);
    return data.notes.entities.map((one: { id: string }) => one.id);
  };

  describe('createNote', () => {
    test.each(['NORMAL', 'STICKY', 'STICKY_WITH_CONFIRMATION'])(
      'leaves a note of priority %s, trimmed, on a user, a role and a token, and records it on their pages',
      async (priority) => {
        for (const [type, id] of [
          ['User', ada.id],
          ['Role', role],
          ['PersonalAccessToken', await tokenOf(ada)],
        ] as const) {
          const note = await left(clerk, type, id, { message: ' Café\nfirst ', priority });
          const expected = { message: 'Café\nfirst', priority, noteable_type: type, noteable_id: id };
          expect(note).toMatchObject({ ...expected, user_id: clerk.id });
          expect((await lastEntries(at.server))[0]).toMatchObject({
            type: 'OTHER',
            loggable_type: type,
            loggable_id: id,
            message: `Note ${note.id} was added.`,
            current: { note_message: 'Café\nfirst', note_priority: priority },
            user_id: clerk.id,
          });
          expect(await listedBy(clerk, type, id)).toContain(note.id);
        }
      },
    );

    test('is refused without CREATE_NOTE', async () => {
      const reader = await at.as.having('READ_USER', 'UPDATE_NOTE');
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => reader.ask(create, on('User', ada.id)));
      expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
    });

    test.each([
      ['a blank message', { message: ' \n' }, 'message'],
      ['a message of 10,001 characters', { message: 'x'.repeat(10_001) }, 'message'],
    ])('is refused for %s', async (_, more, field) => {
      const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () =>
        clerk.ask(create, on('User', ada.id, more)),
      );
      expect(Object.keys(extensions.fields ?? {})).toEqual([field]);
    });

    test('is refused without an input', async () => {
      await expectRefusal(at.server, 'INVALID_INPUT', () => clerk.ask('mutation { createNote { id } }'));
    });

    test('gives the same answer for a record that does not exist and one that the caller may not read', async () => {
      for (const [type, id] of [
        ['User', clerk.id],
        ['Role', role],
        ['PersonalAccessToken', await tokenOf(clerk)],
      ] as const) {
        const hidden = await expectRefusal(at.server, 'NOT_FOUND', () => ada.ask(create, on(type, id)));
        const missing = await expectRefusal(at.server, 'NOT_FOUND', () => ada.ask(create, on(type, nowhere)));
        expect(hidden.message.replace(id, nowhere)).toBe(missing.message);
      }
    });
  });

  describe('updateNote', () => {
    test('changes text and priority of one’s own note, ignores null, and records both', async () => {
      const note = await left(clerk, 'User', ada.id);
      const input = { message: ' Later ', priority: 'STICKY' };
      const { data } = await clerk.ask(update, { id: note.id, input });
      expect(data.updateNote).toMatchObject({ id: note.id, message: 'Later', priority: 'STICKY' });
      expect(data.updateNote._version).not.toBe(note._version);
      expect((await lastEntries(at.server))[0]).toMatchObject({
        loggable_type: 'User',
        loggable_id: ada.id,
        message: `Note ${note.id} was changed.`,
        previous: { note_message: 'Call back first', note_priority: 'NORMAL' },
        current: { note_message: 'Later', note_priority: 'STICKY' },
      });
      const same = await clerk.ask(update, { id: note.id, input: { message: null } });
      expect(same.data.updateNote).toMatchObject({ message: 'Later', priority: 'STICKY' });
    });

    test('is refused without UPDATE_NOTE, also for one’s own note', async () => {
      const adder = await at.as.having('CREATE_NOTE', 'READ_USER');
      const note = await left(adder, 'User', ada.id);
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () =>
        adder.ask(update, { id: note.id, input: { message: 'x' } }),
      );
      expect(extensions.missing_permissions).toEqual(['UPDATE_NOTE']);
    });

    test('is refused for a blank text', async () => {
      const note = await left(clerk, 'User', ada.id);
      await expectRefusal(at.server, 'INVALID_INPUT', () => clerk.ask(update, { id: note.id, input: { message: '' } }));
    });

    test.each([
      ['changing', update],
      ['deleting', remove],
    ])('%s another user’s note requires ALTER_OTHERS_NOTES', async (_, mutation) => {
      const note = await left(clerk, 'User', ada.id);
      const reader = await at.as.having(...writing, 'READ_USER');
      const variables = { id: note.id, input: { message: 'Changed' } };
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => reader.ask(mutation, variables));
      expect(extensions.missing_permissions).toEqual(['ALTER_OTHERS_NOTES']);
      const altering = await at.as.having(...writing, 'READ_USER', 'ALTER_OTHERS_NOTES');
      expect((await altering.ask(mutation, variables)).errors).toBeUndefined();
    });

    test.each([
      ['changing', update],
      ['deleting', remove],
    ])(
      '%s gives the same answer for an unknown note and one on a record that the caller may not read',
      async (_, mutation) => {
        const note = await left(clerk, 'Role', role);
        const altering = await at.as.having(...writing, 'READ_USER', 'ALTER_OTHERS_NOTES');
        const call = (id: string) => altering.ask(mutation, { id, input: { message: 'Changed' } });
        const hidden = await expectRefusal(at.server, 'NOT_FOUND', () => call(note.id));
        const missing = await expectRefusal(at.server, 'NOT_FOUND', () => call(nowhere));
        expect(hidden.message.replace(note.id, nowhere)).toBe(missing.message);
      },
    );
  });

  test('deleteNote deletes one’s own note and keeps its text in the log', async () => {
    const note = await left(clerk, 'User', ada.id);
    const { data } = await clerk.ask(remove, { id: note.id });
    expect(data.deleteNote).toEqual({ success: true });
    expect(await listedBy(clerk, 'User', ada.id)).not.toContain(note.id);
    expect((await lastEntries(at.server))[0]).toMatchObject({
      message: `Note ${note.id} was deleted.`,
      previous: { note_message: 'Call back first', note_priority: 'NORMAL' },
    });
  });

  test('updateRole leaves its note with CREATE_NOTE, and is refused without', async () => {
    const change =
      'mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { updateRole(id: $id, input: $input) { notes { entities { message user_id } } } }';
    const id = await newRole('Noted');
    const variables = { id, input: { name: 'Noted twice', note: { message: 'Ask Ida', priority: 'STICKY' } } };
    const lacking = await at.as.having('READ_ROLE', 'UPDATE_ROLE');
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => lacking.ask(change, variables));
    expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
    const { data } = await owner.ask(change, variables);
    expect(data.updateRole.notes.entities).toEqual([{ message: 'Ask Ida', user_id: owner.id }]);
  });

  describe('notes', () => {
    test('lists the notes on records that the caller may read, and no others, also when counted and searched', async () => {
      const message = 'quagmire';
      const records = { User: ada.id, Role: role, PersonalAccessToken: await tokenOf(clerk) };
      for (const [type, id] of Object.entries(records)) await left(clerk, type, id, { message });
      const found = async ({ ask }: Person) => {
        const { data, errors } = await ask(`{ notes(general_search: "${message}",
          aggregation: [{ field_name: "noteable_type", aggregation_function: COUNT }]) {
            entities { noteable_type } page_info { total_count } aggregations { counts { value } } } }`);
        expect(errors).toBeUndefined();
        const { entities, page_info, aggregations } = data.notes;
        expect(page_info.total_count).toBe(entities.length);
        const types = entities.map((one: { noteable_type: string }) => one.noteable_type).sort();
        const counted = aggregations[0].counts.map(({ value }: { value: string }) => value).sort();
        expect(counted).toEqual(types);
        return types;
      };
      expect(await found(await at.as.having())).toEqual([]);
      expect(await found(await at.as.having('READ_USER'))).toEqual(['User']);
      expect(await found(await at.as.having('READ_ROLE'))).toEqual(['Role']);
      expect(await found(await at.as.having('READ_PERSONAL_ACCESS_TOKEN'))).toEqual(['PersonalAccessToken']);
      expect(await found(owner)).toEqual(['PersonalAccessToken', 'Role', 'User']);
    });

    test('shows the notes on one’s own tokens without any permission, and their record', async () => {
      const plain = await at.as.having();
      const id = await tokenOf(plain);
      const note = await left(clerk, 'PersonalAccessToken', id);
      const { data } = await plain.ask(list, { type: 'PersonalAccessToken', id });
      expect(data.notes.entities).toEqual([
        { id: note.id, message: note.message, noteable: { __typename: 'PersonalAccessToken', id } },
      ]);
    });

    test('lead to their record of any type', async () => {
      await left(clerk, 'User', ada.id);
      const { data } = await clerk.ask(list, { type: 'User', id: ada.id });
      expect(data.notes.entities[0].noteable).toEqual({ __typename: 'User', id: ada.id, username: ada.username });
    });
  });

  test('notes on a firewall rule require READ_APPLICATION_FIREWALL_RULE, lead to it and end with it', async () => {
    const type = 'ApplicationFirewallRule';
    const rule = `mutation ($input: CreateApplicationFirewallRuleMutationInput) { done: createApplicationFirewallRule(input: $input) {
      id notes { entities { message } } } }`;
    const given = { subnet: '192.0.2.0/24', description: 'Office', note: { message: 'Until May', priority: 'NORMAL' } };
    const lacking = await at.as.having('CREATE_APPLICATION_FIREWALL_RULE', 'READ_APPLICATION_FIREWALL_RULE');
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => lacking.ask(rule, { input: given }));
    expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
    const { data } = await owner.ask(rule, { input: given });
    const { id, notes } = data.done;
    expect(notes.entities).toEqual([{ message: 'Until May' }]);

    const guard = await at.as.having(...writing, 'READ_APPLICATION_FIREWALL_RULE');
    const note = await left(guard, type, id);
    expect((await lastEntries(at.server))[0]).toMatchObject({ loggable_type: type, loggable_id: id });
    expect(await listedBy(guard, type, id)).toHaveLength(2);
    const shown = await guard.ask(
      'query ($id: Int64Bit) { notes(id: $id) { entities { noteable { __typename id } } } }',
      {
        id: note.id,
      },
    );
    expect(shown.data.notes.entities).toEqual([{ noteable: { __typename: type, id } }]);
    expect(await listedBy(clerk, type, id)).toEqual([]);
    const hidden = await expectRefusal(at.server, 'NOT_FOUND', () => clerk.ask(create, on(type, id)));
    const missing = await expectRefusal(at.server, 'NOT_FOUND', () => guard.ask(create, on(type, nowhere)));
    expect(hidden.message.replace(id, nowhere)).toBe(missing.message);

    await owner.ask('mutation ($id: Int64Bit!) { deleteApplicationFirewallRule(id: $id) { success } }', { id });
    expect(await at.server.db.select().from(table).where(sql`noteable_type = ${type}`)).toEqual([]);
  });

  test('the notes on a role end with it, and those on a token when it is purged', async () => {
    const id = await newRole('Short-lived');
    await left(clerk, 'Role', id);
    await owner.ask('mutation ($id: Int64Bit!) { deleteRole(id: $id) { success } }', { id });
    const token = await tokenOf(await at.as.having());
    await left(clerk, 'PersonalAccessToken', token);
    await at.server.db
      .update(personalAccessTokens)
      .set({ revokedAt: sql`now() - interval '91 days'` })
      .where(sql`id = ${token}`);
    await purge({ db: at.server.db, mail: at.server.mail, now: new Date(), failed: () => undefined });
    const kept = await at.server.db
      .select()
      .from(table)
      .where(sql`(noteable_type, noteable_id) in (('Role', ${id}::bigint), ('PersonalAccessToken', ${token}::bigint))`);
    expect(kept).toEqual([]);
  });
});
