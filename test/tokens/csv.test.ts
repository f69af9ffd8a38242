/** The CSV list of all tokens: complete, safe in a spreadsheet, and only for callers who may read all tokens. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds } from '../server.ts';
import { cookieOf, edit, holding, inBrowser, inDays, made, revoke, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const get = (headers: Record<string, string>, filter = '') =>
    fetch(`${at.server.url}/api/personal_access_tokens.csv${filter}`, { headers });
  const read = async (filter = ''): Promise<string> =>
    (await get({ Cookie: await cookieOf(at.server, { id: at.ownerId }) }, filter)).text();

  /** The cells of each row, as a spreadsheet reads them. */
  function parse(csv: string): string[][] {
    const rows: string[][] = [[]];
    for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
      rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
      if (end === '\n') rows.push([]);
      if (end === '') break;
    }
    return rows.slice(0, -1);
  }
  async function table(filter = ''): Promise<Record<string, string>[]> {
    const [head = [], ...rows] = parse(await read(filter));
    return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] as string])));
  }

  test('it contains every token with its visible fields, and no secret', async () => {
    const cap = {
      permissions: ['READ_USER', 'READ_ROLE'],
      methods: ['users'],
      allowed_subnets: ['10.0.0.0/8', '::/0'],
    };
    const expires_at = inDays(3);
    const token = await made(at.owner, { ...cap, expires_at });
    const gone = await made(at.owner);
    await revoke(at.owner, gone.id);
    await holding(at.server, gone.token)('{ me { id } }');
    const csv = await read();
    expect(csv.split('\n')[0]).toBe(
      'id,user_id,owner_name,owner_username,type,name,description,start,last_four,state,created_at,expires_at,revoked_at,last_used_at,last_used_ip,over_lifetime_limit,permission_set_id,permissions,issuer_permissions,latent_permissions,methods,project_id,allowed_subnets,allowed_resources',
    );
    const rows = await table();
    const [{ count } = { count: '' }] = await rowsOf<{ count: string }>(
      at.server,
      sql`select count(*)::text as count from personal_access_tokens`,
    );
    expect(rows).toHaveLength(Number(count));
    expect(rows.find(({ id }) => id === token.id)).toMatchObject({
      user_id: at.ownerId,
      type: 'USER',
      name: token.name,
      start: token.start,
      state: 'ACTIVE',
      revoked_at: '',
      last_used_at: '',
      over_lifetime_limit: 'false',
      permissions: 'READ_USER READ_ROLE',
      methods: 'users',
      allowed_subnets: '10.0.0.0/8 ::/0',
    });
    const row = rows.find(({ id }) => id === token.id);
    expect(row?.expires_at).toBe(expires_at);
    const ended = rows.find(({ id }) => id === gone.id);
    expect(ended?.state).toBe('REVOKED');
    for (const time of [row?.created_at, ended?.created_at, ended?.revoked_at])
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    for (const secret of [token.token, gone.token]) expect(csv).not.toContain(secret.slice(8));
  });

  test('it names the owner of each token, for callers who may read users', async () => {
    const both = await at.as.having('READ_PERSONAL_ACCESS_TOKEN', 'READ_USER');
    const reader = await at.as.having('READ_PERSONAL_ACCESS_TOKEN');
    const ownersSeenBy = async (caller: typeof both) => {
      const text = await (await get({ Cookie: await cookieOf(at.server, caller) }, `?user_id=${both.id}`)).text();
      return parse(text).map((cells) => cells.slice(1, 4));
    };
    expect(await ownersSeenBy(both)).toEqual([
      ['user_id', 'owner_name', 'owner_username'],
      [both.id, both.username, both.username],
    ]);
    expect(await ownersSeenBy(reader)).toEqual([
      ['user_id', 'owner_name', 'owner_username'],
      [both.id, '', ''],
    ]);
  });

  test('texts that a spreadsheet would read as a formula are escaped', async () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|"/c calc"!A0', '＝1+1', '＋1', '－1', '＠x'];
    for (const [i, formula] of formulas.entries()) {
      const { id } = await made(at.owner, { name: `${formula} ${i}`, description: formula });
      const row = (await table()).find((each) => each.id === id);
      expect([row?.name, row?.description]).toEqual([`'${formula} ${i}`, `'${formula}`]);
    }
    const { id } = await made(at.owner);
    await at.server.db.execute(
      sql`update personal_access_tokens set description = ${'\t=1+1'}, revoke_reason = '=2' where id = ${id}`,
    );
    expect((await table()).find((each) => each.id === id)?.description).toBe("'\t=1+1");
  });

  test('commas, quotes, line breaks and other scripts are preserved', async () => {
    const description = 'one, "two"\nthree\r\nфür 日本';
    const { id } = await made(at.owner);
    await edit(at.owner, id, { description });
    expect((await table()).find((each) => each.id === id)?.description).toBe(description);
  });

  test('it requires READ_PERSONAL_ACCESS_TOKEN, with a session and with a token', async () => {
    const who = await at.as.having('READ_USER');
    const reader = await at.as.having('READ_PERSONAL_ACCESS_TOKEN');
    const capped = await made(await inBrowser(at.server, reader), { methods: ['users', 'all_personal_access_tokens'] });
    const limited = await made(await inBrowser(at.server, reader), { methods: ['users'] });
    const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
    const cases = [
      [{}, 401],
      [bearer('nonsense'), 401],
      [bearer(who.token), 403],
      [{ Cookie: await cookieOf(at.server, who) }, 403],
      [bearer(limited.token), 403],
      [bearer(capped.token), 200],
      [bearer(reader.token), 200],
      [{ Cookie: await cookieOf(at.server, reader) }, 200],
      [{ Cookie: await cookieOf(at.server, reader), 'Sec-Fetch-Site': 'cross-site' }, 403],
    ] as [Record<string, string>, number][];
    for (const [headers, status] of cases) {
      const response = await get(headers);
      const body = await response.text();
      expect([headers, response.status]).toEqual([headers, status]);
      expect(body.startsWith('id,user_id')).toBe(status === 200);
    }
    const denied = (await (await get(bearer(who.token))).json()) as object;
    expect(denied).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', missing_permissions: ['READ_PERSONAL_ACCESS_TOKEN'] } }],
    });
  });

  test('with the filters of the list it contains only the tokens that the list finds', async () => {
    const someone = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, someone);
    const [soon, later, gone] = [
      await made(by, { name: 'Filtered soon', expires_at: inDays(3) }),
      await made(by, { name: 'Filtered later', description: 'for the shop', expires_at: inDays(60) }),
      await made(by, { name: 'Filtered gone' }),
    ];
    await at.server.db.execute(
      sql`insert into token_uses (token_id, last_used_at, last_used_ip) values (${soon.id}, now(), '192.0.2.1')`,
    );
    await revoke(by, gone.id);
    const found = async (filter: string) =>
      (await table(`?user_id=${someone.id}&${filter}`)).map(({ name }) => name).filter((name) => name !== 'test');
    expect(await found('state=ACTIVE')).toEqual(['Filtered soon', 'Filtered later']);
    expect(await found('revoked=true')).toEqual(['Filtered gone']);
    expect(await found(`expiring_before=${inDays(30)}`)).toEqual(['Filtered soon']);
    expect(await found('never_used=true&revoked=false')).toEqual(['Filtered later']);
    expect(await found('text=SHOP')).toEqual(['Filtered later']);
    expect(await found(`text=${gone.last_four}`)).toEqual(['Filtered gone']);
    expect(await found('type=PROJECT_ANALYSIS')).toEqual([]);
    expect((await table('?text=filtered%20&state=ACTIVE')).map(({ id }) => id)).toEqual([soon.id, later.id]);
  });

  test.each([
    ['?stat=ACTIVE', 'stat', /is not a filter/],
    ['?state=LIVE', 'state', /must be ACTIVE, FENCED, EXPIRED, REVOKED/],
    ['?revoked=1', 'revoked', /must be true or false/],
    ['?user_id=ada', 'user_id', /must be an id/],
    ['?expiring_before=tomorrow', 'expiring_before', /must be an instant/],
  ])('a filter that is unknown or has a wrong value is refused: %s', async (filter, field, rule) => {
    const response = await get({ Cookie: await cookieOf(at.server, { id: at.ownerId }) }, filter);
    const { errors } = (await response.json()) as { errors: { extensions: object }[] };
    expect([response.status, errors[0]?.extensions]).toEqual([
      400,
      expect.objectContaining({ code: 'INVALID_INPUT', fields: { [field]: expect.stringMatching(rule) } }),
    ]);
  });

  test('a filter that is given twice is refused', async () => {
    const response = await get(
      { Cookie: await cookieOf(at.server, { id: at.ownerId }) },
      '?state=ACTIVE&state=REVOKED',
    );
    expect(response.status).toBe(400);
  });

  test('it is sent as an attachment of type text/csv', async () => {
    const { headers } = await get({ Cookie: await cookieOf(at.server, { id: at.ownerId }) });
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="personal-access-tokens.csv"');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('it contains more tokens than a page of a list', async () => {
    await at.server.db.execute(sql`
      insert into personal_access_tokens (user_id, name, name_key, secret_hash, start, last_four)
      select ${at.ownerId}, 'n' || i, 'n' || i, sha256(('many ' || i)::bytea), 'lku_', '0000' from generate_series(1, 10050) i`);
    const rows = await table();
    expect(rows.filter(({ name }) => /^n\d+$/.test(name ?? ''))).toHaveLength(10_050);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});
