/** Fills a database that was seeded up to a million users or tokens, by statements, since their secrets are not needed. */
import { Client } from 'pg';

/** Users with the usual names and roles. */
export async function fillUsers(url: string, count: number, roles: number): Promise<void> {
  await inClient(url, (client) =>
    client.query(
      `insert into users (name, public_name, username, username_key, email_address, email_address_key, role_id)
        select 'User Number ' || n, 'User ' || n, 'user' || n, 'user' || n, 'user' || n || '@example.com',
          'user' || n || '@example.com', 1 + n % $2::int
        from generate_series((select max(id) + 1 from users), $1::int) n`,
      [count, roles],
    ),
  );
}

/** Tokens of every state, age and cap; four of five were used. The second user, whose token is used, gets a hundred. */
export async function fillTokens(url: string, count: number): Promise<void> {
  await inClient(url, async (client) => {
    const { rows } = await client.query(
      'select count(*)::int as there, max(id)::int as most from personal_access_tokens',
    );
    const { there, most } = rows[0] as { there: number; most: number };
    await client.query(tokens('3 + n % (select count(*) - 2 from users)'), [most + 1, most + count - there - 100]);
    await client.query(tokens('2'), [most + count - there - 99, most + count - there]);
    await client.query(`insert into token_uses (token_id, last_used_at, last_used_ip)
      select id, now() - id % 400 * interval '1 day', '10.0.0.1' from personal_access_tokens where id % 5 < 4 on conflict do nothing`);
  });
}

/** Not through our own pool, which limits the time of a statement. */
async function inClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await work(client);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const tokens = (owner: string) => `
  insert into personal_access_tokens
    (user_id, name, name_key, description, secret_hash, start, last_four, created_at, expires_at, revoked_at, permissions)
  select ${owner}, 'Token of service ' || n, 'token of service ' || n, 'Used by ' || md5(n::text), sha256(('inventory ' || n)::bytea),
    'lku_' || left(md5(n::text), 4), right(md5(n::text), 4), now() - n % 700 * interval '1 day' - n * interval '1 ms',
    case when n % 3 = 0 then now() + (n % 400 - 100) * interval '1 day' end,
    case when n % 7 = 0 then now() - interval '3 days' end,
    case when n % 2 = 0 then array['READ_USER', 'READ_ROLE'] end
  from generate_series($1::int, $2::int) n`;
