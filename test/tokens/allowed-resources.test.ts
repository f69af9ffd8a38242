/** The limit of a token to single resources: what is accepted, and which changes of the token keep it. What it decides is tested in `test/services/resources.test.ts`. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { copy, create, declare, done, edit, freshName, inBrowser, made, regenerate, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  beforeAll(async () => {
    await declare(at, 'CREATE_INVOICE', 'customer');
  });
  const two = ['customer:42', 'customer:43'];

  test('it is stored with each resource once, listed, and recorded in the log', async () => {
    const token = await made(at.owner, { allowed_resources: ['customer:42', 'customer:43', 'customer:42'] });
    expect(token.allowed_resources).toEqual(two);
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({ type: 'CREATED', loggable_id: token.id, current: { allowed_resources: two } });
    const listed = await at.owner(`{ personal_access_tokens(id: ${token.id}) { entities { allowed_resources } } }`);
    expect(listed.data.personal_access_tokens.entities).toEqual([{ allowed_resources: two }]);
    expect((await made(at.owner)).allowed_resources).toBeNull();
  });

  test('an edit replaces it or removes it, and every other edit keeps it', async () => {
    const { id } = await made(at.owner, { allowed_resources: two });
    expect((await done(edit(at.owner, id, { description: 'Bills' }))).allowed_resources).toEqual(two);
    expect((await done(edit(at.owner, id, { permissions: ['READ_USER'] }))).allowed_resources).toEqual(two);
    const narrowed = await done(edit(at.owner, id, { allowed_resources: ['customer:43'] }));
    expect(narrowed.allowed_resources).toEqual(['customer:43']);
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({
      previous: { allowed_resources: two },
      current: { allowed_resources: ['customer:43'] },
    });
    expect((await done(edit(at.owner, id, { unset_allowed_resources: true }))).allowed_resources).toBeNull();
  });

  test('a copy has it, and a regenerated token keeps it', async () => {
    const { id } = await made(at.owner, { allowed_resources: two });
    expect((await done(copy(at.owner, id, { name: freshName() }))).allowed_resources).toEqual(two);
    expect((await done(regenerate(at.owner, id))).allowed_resources).toEqual(two);
  });

  test('it does not let somebody issue a token beyond what they have themselves', async () => {
    const target = await at.as.having('CREATE_INVOICE' as never);
    const issuer = await inBrowser(at.server, await at.as.having('CREATE_PERSONAL_ACCESS_TOKEN', 'READ_USER'));
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () =>
      create(issuer, { name: freshName(), user_id: target.id, allowed_resources: two }),
    );
    expect(extensions.missing_permissions).toEqual(['CREATE_INVOICE']);
  });

  test.each([
    [['42'], 'NOT_A_RESOURCE'],
    [['customer:'], 'NOT_A_RESOURCE'],
    [[':42'], 'NOT_A_RESOURCE'],
    [['Customer:42'], 'NOT_A_RESOURCE'],
    [['customer: 42'], 'NOT_A_RESOURCE'],
    [['customer:4\u200b2'], 'NOT_A_RESOURCE'],
    [[`customer:${'4'.repeat(201)}`], 'NOT_A_RESOURCE'],
    [['customer:*'], 'NO_PATTERNS'],
    [['customer:4*'], 'NO_PATTERNS'],
    [['*'], 'NO_PATTERNS'],
    [['customer:42', 'order:1'], 'NO_SUCH_KIND'],
    [['project:shop'], 'NO_SUCH_KIND'],
    [Array.from({ length: 101 }, (_, id) => `customer:${id}`), 'TOO_MANY'],
    [[], undefined],
  ])('%j is refused', async (allowed_resources, reason) => {
    const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () =>
      create(at.owner, { name: freshName(), allowed_resources }),
    );
    expect(extensions.fields).toHaveProperty('allowed_resources');
    expect((extensions as { reason?: string }).reason).toBe(reason);
    const { id } = await made(at.owner);
    await expectRefusal(at.server, 'INVALID_INPUT', () => edit(at.owner, id, { allowed_resources }));
  });

  test('the longest identifier and the most resources are accepted', async () => {
    const ids = Array.from({ length: 100 }, (_, id) => `customer:${String(id).padStart(200, '0')}`);
    expect((await made(at.owner, { allowed_resources: ids })).allowed_resources).toEqual(ids);
  });
});
