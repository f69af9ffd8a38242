/** A grant to a token with limits ends when a limit is loosened, and continues when a limit is narrowed. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds } from '../server.ts';
import {
  type Ask,
  declare,
  done as doneToken,
  edit,
  freshName,
  holding,
  inBrowser,
  inDays,
  made,
  regenerate,
  rowsOf,
  world,
} from '../tokens/acts.ts';
import { done, granted, listed, powerOf, request } from './acts.ts';

const document = 'query One($id: Int64Bit) { me { id } users(id: $id) { entities { id } } }';
const other = '{ me { effective_permissions } }';
const pinned = { document, pinned_variables: '{"id": "1"}' };
const limits = {
  permissions: ['READ_USER', 'READ_ROLE'],
  methods: ['me', 'users'],
  operations: [pinned, { document: other }],
  allowed_subnets: ['127.0.0.0/8', '::/0'],
  allowed_resources: ['customer:42', 'customer:43'],
  expires_at: inDays(30),
};
const [inTen, inThirty, inForty] = [inDays(10), limits.expires_at, inDays(40)];

const loosening: [string, object][] = [
  ['its operations were unset', { unset_operations: true }],
  ['an operation was added', { operations: [...limits.operations, { document: '{ me { name } }' }] }],
  ['its operations were replaced', { operations: [{ document: '{ me { name } }' }] }],
  ['a pinned variable was unpinned', { operations: [{ document }, { document: other }] }],
  ['a pinned variable got another value', { operations: [{ document, pinned_variables: '{"id": "2"}' }] }],
  ['its root fields were unset', { unset_methods: true }],
  ['a root field was added', { methods: ['me', 'users', 'roles'] }],
  ['its subnets were unset', { unset_allowed_subnets: true }],
  ['a subnet was widened', { allowed_subnets: ['126.0.0.0/7', '::/0'] }],
  ['a subnet was added', { allowed_subnets: ['127.0.0.0/8', '::/0', '192.0.2.0/24'] }],
  ['its resources were unset', { unset_allowed_resources: true }],
  ['a resource was added', { allowed_resources: ['customer:42', 'customer:43', 'customer:44'] }],
  ['its expiry was unset', { unset_expires_at: true }],
  ['its expiry became later', { expires_at: inForty }],
  ['its permissions were unset', { unset_permissions: true }],
  ['a permission was added', { permissions: ['READ_USER', 'READ_ROLE', 'CREATE_ROLE'] }],
];

const narrowing: [string, object][] = [
  ['it was renamed', { name: freshName() }],
  ['an operation was removed', { operations: [pinned] }],
  ['the same operations were set in another order', { operations: [...limits.operations].reverse() }],
  ['root fields were removed', { methods: ['me'] }],
  ['a subnet was narrowed', { allowed_subnets: ['127.0.0.0/16', '127.1.0.0/16'] }],
  ['a resource was removed', { allowed_resources: ['customer:43'] }],
  ['its expiry became earlier', { expires_at: inTen }],
  ['the same expiry was set again', { expires_at: inThirty }],
  ['permissions were removed', { permissions: ['READ_USER'] }],
];

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  beforeAll(() => declare(at, 'CREATE_INVOICE', 'customer'));

  const someone = async () => inBrowser(at.server, await at.as.having('READ_USER', 'READ_ROLE', 'CREATE_ROLE'));
  /** A token with every limit, with a grant of READ_ALL_LOGS to it and a pending request for CREATE_NOTE. */
  const limited = async (by: Ask, input: object = limits) => {
    const token = await made(by, input);
    const about = { personal_access_token_id: token.id };
    const grant = await granted(by, at.owner, { permissions: ['READ_ALL_LOGS'], ...about });
    const { id: waiting } = await done(request(by, { permissions: ['CREATE_NOTE'], ...about }));
    return { ...token, grant, waiting };
  };
  const statesOf = async (by: Ask) => (await listed(by)).map(({ state }) => state);
  const over = ['ENDED', 'ENDED'];
  const kept = ['GRANTED', 'PENDING'];

  test('a grant of READ_ALL_LOGS to a token with operations, expiry and subnets ends when its owner unsets all three', async () => {
    const by = await someone();
    const { permissions: _, methods: __, ...strict } = limits;
    const token = await limited(by, strict);
    const program = holding(at.server, token.token);
    expect(await powerOf(program)).toContain('READ_ALL_LOGS');
    await doneToken(
      edit(by, token.id, { unset_operations: true, unset_expires_at: true, unset_allowed_subnets: true }),
    );
    expect(await powerOf(program)).not.toContain('READ_ALL_LOGS');
    expect((await program('{ logs { entities { id } } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test.each(loosening)('a grant and a pending request end when %s', async (_, change) => {
    const by = await someone();
    const token = await limited(by);
    await doneToken(edit(by, token.id, change));
    expect(await statesOf(by)).toEqual(over);
    const entries = await rowsOf<{ message: string; current: string }>(
      at.server,
      sql`select message, current from logs where loggable_type = 'AccessRequest' and loggable_id = ${token.grant} order by id desc limit 1`,
    );
    expect(entries[0]?.message).toContain('READ_ALL_LOGS was taken back');
    expect(JSON.parse(entries[0]?.current ?? '')).toMatchObject({ end_reason: 'a limit of the token was loosened' });
  });

  test.each(narrowing)('a grant and a pending request stay when %s', async (_, change) => {
    const by = await someone();
    const token = await limited(by);
    await doneToken(edit(by, token.id, { ...change, ...('name' in change ? { name: freshName() } : {}) }));
    expect(await statesOf(by)).toEqual(kept);
  });

  test('a grant ends when the token is regenerated with a later expiry, and continues with the same expiry', async () => {
    const by = await someone();
    const token = await limited(by);
    await doneToken(regenerate(by, token.id));
    expect(await statesOf(by)).toEqual(kept);
    await at.server.db.execute(
      sql`update personal_access_tokens set regenerated_at = regenerated_at - interval '1 minute' where id = ${token.id}`,
    );
    await doneToken(regenerate(by, token.id, { expires_at: inForty }));
    expect(await statesOf(by)).toEqual(over);
  });

  test('a grant ends when the latent permissions of the token are restored, and continues when it is shrunk', async () => {
    const by = await someone();
    const token = await limited(by, {});
    const { errors } = await by(
      `mutation { shrinkPersonalAccessToken(id: ${token.id}, input: { permissions: [READ_ROLE] }) { id } }`,
    );
    expect(errors).toBeUndefined();
    expect(await statesOf(by)).toEqual(kept);
    await by(`mutation { restorePersonalAccessToken(id: ${token.id}) { id } }`);
    expect(await statesOf(by)).toEqual(over);
  });

  test('a grant ends when the permission set of the token is widened, and continues when it is narrowed or renamed', async () => {
    const by = await someone();
    const { data } = await at.owner(
      `mutation { createPermissionSet(input: { name: "${freshName('set')}", permissions: [READ_USER, READ_ROLE] }) { id } }`,
    );
    const { id } = data.createPermissionSet;
    await limited(by, { permission_set_id: id });
    const change = (input: string) =>
      at.owner(`mutation { updatePermissionSet(id: ${id}, input: { ${input} }) { id } }`);
    for (const input of [`name: "${freshName('set')}"`, 'permissions: [READ_USER]']) {
      expect((await change(input)).errors).toBeUndefined();
      expect(await statesOf(by)).toEqual(kept);
    }
    await change('permissions: [READ_USER, CREATE_ROLE]');
    expect(await statesOf(by)).toEqual(over);
  });

  test('loosening one token ends no grant to the account or to another token', async () => {
    const by = await someone();
    const token = await limited(by);
    const account = await granted(by, at.owner, { permissions: ['READ_ACCESS_LOG'] });
    const another = await limited(by);
    await doneToken(edit(by, token.id, { unset_methods: true }));
    const states = new Map((await listed(by)).map(({ id, state }) => [id, state]));
    expect([account, another.grant, another.waiting].map((id) => states.get(id))).toEqual([
      'GRANTED',
      'GRANTED',
      'PENDING',
    ]);
  });
});
