/** better-auth, a library for sign-in, with its plugin for API keys. Its tables get the users and a key for each token. */

import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Size, spread, tokenOf } from '../requests.ts';
import type { Peer } from './peers.ts';

const key = (n: number, { tokens }: Size) => ({ 'x-api-key': tokenOf(spread(n, tokens)) });

/** Its tables are in their own schema, since their names are like those of Latchkey. */
const inSchema = (url: string) => `${url}?options=${encodeURIComponent('-c search_path=better_auth')}`;

interface User {
  id: string;
  name: string;
  email: string;
  username: string;
  publicName: string;
  roleId: string;
  superAdmin: boolean;
}

export const betterAuth: Peer = {
  name: 'better-auth',
  folder: 'better-auth',
  args: ['server.js'],
  ready: /http/,
  settings: async (url) => ({ DATABASE_URL: inSchema(url) }),
  async prepare({ url, size }, node) {
    const client = new pg.Client({ connectionString: inSchema(url) });
    await client.connect();
    try {
      await client.query('create schema better_auth');
      await node('server.js', 'migrate');
      await client.query(`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", username, "publicName", "roleId", "superAdmin")
        select id::text, name, email_address, true, created_at, updated_at, username, public_name, role_id::text, super_admin from public.users`);
      const numbers = Array.from({ length: size.tokens }, (_, place) => place + 1);
      const stored = numbers.map((n) => createHash('sha256').update(tokenOf(n)).digest('base64url'));
      const owners = numbers.map((n) => String(1 + (n % size.users)));
      await client.query(
        `insert into apikey (id, "configId", name, start, key, "referenceId", enabled, "rateLimitEnabled", "requestCount", "createdAt", "updatedAt")
          select n::text, 'default', 'Token ' || n, 'lku_', key, owner, true, false, 0, now(), now()
          from unnest($1::text[], $2::text[]) with ordinality as given (key, owner, n)`,
        [stored, owners],
      );
      await client.query('analyze');
    } finally {
      await client.end();
    }
  },
  requests: {
    w3: (n, size) => ({ path: '/api/auth/get-session', headers: key(n, size) }),
    w4: (n, size) => ({ path: '/validate', headers: key(n, size) }),
  },
  content: (workload, answer: { user: User }) => {
    if (workload === 'w4') return answer;
    const { id, name, email, username, publicName, roleId, superAdmin } = answer.user;
    return {
      data: {
        me: {
          id,
          name,
          username,
          public_name: publicName,
          super_admin: superAdmin,
          role_id: roleId,
          email_address: email,
        },
      },
    };
  },
};
