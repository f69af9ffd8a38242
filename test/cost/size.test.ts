/** Size limits: requests that are too large get an error with the rule, and those of real clients succeed. */
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, people } from '../test-users.ts';

let server: Latchkey;
let token: string;
beforeAll(async () => {
  server = await startLatchkey('postgres');
  token = (await people(server).owner()).token;
});
afterAll(() => server.stop());
afterEach(() => expect(server.logged.filter((line) => line.includes('unexpected error'))).toEqual([]));

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

interface Answered extends Pick<Answer, 'data' | 'errors'> {
  status: number;
}

async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Answered> {
  const all = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers };
  const init = { method: 'POST', headers: all, body, duplex: 'half' };
  const response = await fetch(`${server.url}/api/graphql`, init);
  return { status: response.status, ...((await response.json()) as Omit<Answered, 'status'>) };
}

describe('a request body', () => {
  const start = '{"query": "{ __typename }"';
  const sized = (bytes: number) => `${start}${' '.repeat(bytes - start.length - 1)}}`;
  const streamed = (text: string) => new Blob([text]).stream();

  test.each([
    ['with Content-Length', sized],
    ['chunked', (bytes: number) => streamed(sized(bytes))],
  ])('of 1 MB is accepted, and one byte more is answered 413: %s', async (_way, body) => {
    expect((await post(body(1_000_000))).data).toEqual({ __typename: 'Query' });
    expect(await post(body(1_000_001))).toMatchObject({ status: 413, errors: [{ extensions: { code: 'LIMITED' } }] });
  });

  /** Sends everything before reading any of the answer, as nginx and many clients do. */
  async function sendWhole(bytes: number, chunked: boolean): Promise<string> {
    const { hostname, port, host } = new URL(server.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8').pause();
    const put = (data: string) => new Promise<void>((done, fail) => socket.write(data, (e) => (e ? fail(e) : done())));
    const type = 'Content-Type: application/json';
    const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes}`;
    await put(`POST /api/graphql HTTP/1.1\r\nHost: ${host}\r\n${type}\r\n${length}\r\n\r\n`);
    const part = ' '.repeat(100_000);
    for (let sent = 0; sent < bytes; sent += part.length) {
      await put(chunked ? `${part.length.toString(16)}\r\n${part}\r\n` : part);
      // Sending takes longer in all than the server's library waits for the rest of a body before it closes the connection.
      await sleep(30);
    }
    if (chunked) await put('0\r\n\r\n');
    let answers = '';
    for await (const data of socket) answers += data;
    return answers.match(/HTTP\/1.1 \d+/g)?.join(', ') ?? '';
  }

  test.each([
    ['of a request without a credential', '/api/graphql', {}],
    ['of a sign-in', '/sign-in', { Cookie: 'latchkey=a' }],
  ])('%s is at most 64,000 bytes', async (_what, path, headers: Record<string, string>) => {
    const statusOf = async (bytes: number) => {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: sized(bytes) };
      return (await fetch(`${server.url}${path}`, init)).status;
    };
    expect([await statusOf(64_000), await statusOf(64_001)]).toEqual([path === '/sign-in' ? 400 : 200, 413]);
  });

  test.each([
    ['with Content-Length', false],
    ['chunked', true],
  ])(
    'that is too large is refused so that a client that sends it first receives the 413: %s',
    async (_way, chunked) => {
      expect(await sendWhole(3_000_000, chunked)).toBe('HTTP/1.1 413');
    },
  );

  test('of more than 1 MB is refused by /sign-in too', async () => {
    const large = {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'a'.repeat(1_000_001),
    };
    expect((await fetch(`${server.url}/sign-in`, large)).status).toBe(413);
  });

  test('that is refused unread is drained, so that the connection stays open', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (method: string, path: string, body: string) => {
      const headers = { 'Content-Type': 'text/plain', Authorization: `Bearer ${token}` };
      const asking = request(`${server.url}${path}`, { agent, method, headers });
      const [response] = (await once(asking.end(body), 'response')) as [IncomingMessage];
      await once(response.resume(), 'end');
      return { status: response.statusCode, reused: asking.reusedSocket };
    };
    expect((await ask('POST', '/api/graphql', ' '.repeat(900_000))).status).toBe(415);
    // Longer than the server's library waits for the rest of a body before it closes the connection.
    await sleep(700);
    expect(await ask('GET', '/healthz', '')).toEqual({ status: 200, reused: true });
    agent.destroy();
  });
});

describe('a document', () => {
  const chain = (depth: number, step: (next: string) => string, end: string) =>
    times(depth, (index) => `fragment f${index} on Query { ${step(`...f${index + 1}`)} }`) +
    ` fragment f${depth} on Query { ${end} } { ...f0 }`;
  const tooLarge: [string, string][] = [
    ['1,000 aliases', `{ ${times(1_000, (index) => `a${index}: my_ip_address { ip }`)} }`],
    ['one field 5,000 times', `{ ${times(5_000, () => 'my_ip_address { ip }')} }`],
    ['one nested field 4,900 times', `{ my_ip_address { ${times(4_900, () => 'ip')} } }`],
    ['1,000 unknown directives', `{ __typename ${times(1_000, (index) => `@d${index}`)} }`],
    ['100,000 tokens', `{ ${times(100_000, () => 'a')} }`],
    ['20,000 levels', '{a'.repeat(20_000) + '}'.repeat(20_000)],
    ['20,000 brackets', `{ users(id: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { entities { id } } }`],
    ['fragments that double their fields 30 times', chain(30, (next) => `${next} ${next}`, '__typename')],
    ['a fragment that spreads itself', 'fragment a on Query { __typename ...a } { ...a }'],
    ['two fragments that spread each other', 'fragment a on Query { ...b } fragment b on Query { ...a } { ...a }'],
    ['3,000 unused variables', `query (${times(3_000, (index) => `$v${index}: Int`)}) { __typename }`],
  ];
  test.each(tooLarge)('of %s is refused with at most ten errors', async (_what, query) => {
    const codes = /^(LIMITED|INVALID_INPUT)$/;
    for (const [accept, status] of [
      ['application/json', 200],
      ['application/graphql-response+json', 400],
    ] as const) {
      const answer = await post(JSON.stringify({ query }), { Accept: accept });
      expect(answer).toMatchObject({ status, errors: expect.any(Array) });
      expect(answer.data).toBeUndefined();
      expect(answer.errors?.length).toBeLessThanOrEqual(10);
      for (const { extensions } of answer.errors ?? []) expect(extensions.code).toMatch(codes);
    }
  });

  const nested = (depth: number): string =>
    depth === 0 ? 'id' : `role { users { entities { ${nested(depth - 1)} } } }`;
  test.each([
    ['the standard introspection query', getIntrospectionQuery()],
    ['13 levels', `{ users { entities { ${nested(4)} } } }`],
    [
      '100 aliased lists',
      `{ ${times(100, (index) => `a${index}: users(id: ${index}) { entities { id name } page_info { total_count } }`)} }`,
    ],
  ])('of %s is accepted', async (_what, query) => {
    expect(await post(JSON.stringify({ query }))).toMatchObject({ status: 200, data: expect.any(Object) });
  });
});

describe('an answer', () => {
  const page = (size: number) => `{ users(paginator: { page: 1, records_per_page: ${size} }) { entities { id } } }`;

  test.each([99_999_999, 10_001, 0, -1])('with pages of %d rows is refused', async (size) => {
    expect(await post(JSON.stringify({ query: page(size) }))).toMatchObject({
      errors: [{ extensions: { code: 'INVALID_INPUT' } }],
    });
  });

  const users = (count: number, selected: string) =>
    JSON.stringify({
      query: `{ users(paginator: { page: 1, records_per_page: ${count} }) { entities { ${selected} } } }`,
    });

  describe('over 10,000 users', () => {
    beforeAll(async () => {
      await server.db.execute(`insert into roles (name, name_key, applied_permissions) select 'wide' || i, 'wide' || i,
        array(select 'READ_USER' from generate_series(1, 50)) from generate_series(1, 1000) as g(i)`);
      await server.db.execute(
        `insert into users (name, public_name, username, username_key, email_address, email_address_key)
         select n, n, n, n, n, n from generate_series(1, 10000) as g(i), cast('one of many ' || i as text) as n`,
      );
    });

    test('may contain all their scalar fields', async () => {
      const { fields } = (
        await post(
          JSON.stringify({ query: '{ __type(name: "User") { fields { name type { kind ofType { kind } } } } }' }),
        )
      ).data.__type;
      const scalars = fields.flatMap(
        (field: { name: string; type: { kind: string; ofType: { kind: string } | null } }) =>
          /SCALAR|ENUM/.test(field.type.ofType?.kind ?? field.type.kind) ? [field.name] : [],
      );
      expect(scalars.length).toBeGreaterThan(12);
      const { data, errors } = await post(users(10_000, scalars.join(' ')));
      expect(errors).toBeUndefined();
      expect(data.users.entities).toHaveLength(10_000);
      for (const user of data.users.entities) expect(Object.keys(user)).toEqual(scalars);
    });

    test('may contain 100 aliased lists of them', async () => {
      const { data, errors } = await post(
        JSON.stringify({
          query: `{ ${times(100, (index) => `a${index}: users { entities { id name username email_address public_name language enabled } }`)} }`,
        }),
      );
      expect(errors).toBeUndefined();
      expect(Object.values(data)).toHaveLength(100);
    });

    test.each([
      ['with 39 fields each is allowed', 38, true],
      ['with 41 fields each is refused', 41, false],
    ])('%s', async (_what, aliases, passes) => {
      const { data, errors } = await post(
        users(
          10_000,
          times(aliases, (index) => `a${index}: name`),
        ),
      );
      expect([data === null, errors?.[0]?.extensions.code]).toEqual([!passes, passes ? undefined : 'LIMITED']);
    });

    test('counts the fields of related rows and fragments, once per alias', async () => {
      const beside = `... on User { ${times(20, (index) => `a${index}: name`)} } ...more role { ${times(20, (index) => `b${index}: name`)} }`;
      const query = `{ users(paginator: { page: 1, records_per_page: 10000 }) { entities { ${beside} } } } fragment more on User { id }`;
      const { data, errors } = await post(JSON.stringify({ query }));
      expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'LIMITED']);
    });

    test('counts the items of list fields', async () => {
      const query = `{ roles(paginator: { page: 1, records_per_page: 1000 }) { entities { ${times(10, (index) => `a${index}: applied_permissions`)} } } }`;
      const { errors } = await post(JSON.stringify({ query }));
      expect(errors?.[0]?.extensions.code).toBe('LIMITED');
      expect(errors?.length).toBeLessThanOrEqual(10);
    });

    test('counts the rows that are read for cursors alone', async () => {
      const pages = (count: number) =>
        times(
          count,
          (index) => `a${index}: users(paginator: { after: "", records_per_page: 9000 }) { page_info { end_cursor } }`,
        );
      const ask = (count: number) => post(JSON.stringify({ query: `{ ${pages(count)} }` }));
      expect((await ask(10)).errors).toBeUndefined();
      expect((await ask(60)).errors?.[0]?.extensions.code).toBe('LIMITED');
    });

    test('counts bytes, including those of the aliases', async () => {
      const long = 'a'.repeat(250);
      const query = times(9, (index) => `${long}${index}: name`);
      expect((await post(users(10_000, query))).errors?.[0]?.extensions.code).toBe('LIMITED');
      expect((await post(users(1_000, query))).errors).toBeUndefined();
    });

    test('stops reading rows at its limit', async () => {
      server.statements.length = 0;
      const { data } = await post(
        users(
          10_000,
          times(400, (index) => `a${index}: name`),
        ),
      );
      expect(data).toBeNull();
      expect(
        server.statements.filter((statement) => statement.includes('from "users"') && statement.includes('limit'))
          .length,
        // A compiled query that fails is run again.
      ).toBe(process.env.COMPILED_QUERIES === 'first-use' ? 2 : 1);
    });

    test('is the same whether it is written in parts or as a whole', async () => {
      const small = await post(users(100, 'id name role { id } notes { entities { id } }'));
      const large = await post(users(10_000, 'id name role { id } notes { entities { id } }'));
      expect(large.data.users.entities.slice(0, 100)).toEqual(small.data.users.entities);
      const { headers, status } = await fetch(`${server.url}/api/graphql`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          Accept: 'application/graphql-response+json',
        },
        body: users(10_000, 'id name'),
      });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/graphql-response+json; charset=utf-8']);
    });
  });

  test('counts the values of introspection', async () => {
    const types = 'types { fields { name description args { name description type { name } } } }';
    const query = (count: number) => `{ ${times(count, (index) => `a${index}: __schema { ${types} }`)} }`;
    expect((await post(JSON.stringify({ query: query(2) }))).errors).toBeUndefined();
    const { data, errors } = await post(JSON.stringify({ query: query(100) }));
    expect(errors?.[0]?.extensions.code).toBe('LIMITED');
    expect(JSON.stringify(data).length).toBeLessThan(20_000_000);
    // Work that was still running when the answer was refused ended without an unhandled rejection, which would end the process.
    expect((await post('{"query": "{ __typename }"}')).data).toEqual({ __typename: 'Query' });
  });

  test('that is refused while non-null items are being resolved does not end the process', async () => {
    const document = `{ ${times(240, (index) => `a${index}: users { entities { ${times(6, () => 'id')} role { id } } }`)} }`;
    const paths = times(100, (index) => `p${index}: path`);
    const plans = times(6, (index) => `a${index}: required_permissions(document: $d) { requirements { ${paths} } }`);
    const { errors } = await post(
      JSON.stringify({ query: `query ($d: Text!) { ${plans} }`, variables: { d: document } }),
    );
    expect(errors?.[0]?.extensions.code).toBe('LIMITED');
    expect((await post('{"query": "{ __typename }"}')).data).toEqual({ __typename: 'Query' });
  });

  test('resolves computed fields of rows with at most 40 different arguments', async () => {
    const query = (count: number) =>
      `{ personal_access_tokens { entities { ${times(count, (index) => `a${index}: usage(days: ${index + 1}) { since }`)} } } }`;
    expect((await post(JSON.stringify({ query: query(19) }))).errors).toBeUndefined();
    expect((await post(JSON.stringify({ query: query(50) }))).errors?.[0]?.extensions.code).toBe('LIMITED');
  });

  test('of a long list reads only the selected columns', async () => {
    const read = async (selected: string) => {
      server.statements.length = 0;
      const { data, errors } = await post(users(2_000, selected));
      expect(errors).toBeUndefined();
      expect(data.users.entities.length).toBeGreaterThan(0);
      return server.statements.find((text) => text.includes('from "users"') && text.includes('limit')) ?? '';
    };
    const few = await read('public_name role { name }');
    expect(few).toContain('"role_id"');
    expect(few).not.toContain('"email_address"');
    expect(await read('email_address')).toContain('"email_address"');
  });

  test('with nested lists of more than 400,000 values in total is refused', async () => {
    await server.db.execute(`insert into roles (name, name_key, applied_permissions) values ('many', 'many', '{}')`);
    await server.db.execute(
      `insert into users (name, public_name, username, username_key, email_address, email_address_key, role_id)
       select n, n, n, n, n, n, (select id from roles where name_key = 'many') from generate_series(1, 450) as g(i), cast('many' || i as text) as n`,
    );
    const all = '(paginator: { page: 1, records_per_page: 10000 })';
    const query = (depth: string) =>
      JSON.stringify({ query: `{ roles(name: "many") { entities { users${all} { entities { ${depth} } } } } }` });
    expect((await post(query('id'))).data.roles.entities[0].users.entities).toHaveLength(450);
    const { data, errors } = await post(query(`role { users${all} { entities { id } } }`));
    expect(errors?.[0]?.extensions.code).toBe('LIMITED');
    expect(errors?.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(data).length).toBeLessThan(10_000_000);
  });
});
