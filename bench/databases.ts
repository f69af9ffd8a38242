/** The databases of the workloads: each is created and filled when it is needed. */
import type { Postgres } from '../test/kit/postgres.ts';
import { figure } from './figures.ts';
import { fillTokens, fillUsers } from './fill.ts';
import type { Size } from './requests.ts';
import { seed } from './seed.ts';
import { type Server, startOwn } from './servers.ts';
import type { DatabaseName } from './workloads.ts';

export interface Filled {
  url: string;
  /** What the requests of workloads refer to. */
  size: Size;
  own: Server;
}

/** Starts Latchkey on a new database, which creates the tables, and fills them. */
export async function startFilled(postgres: Postgres, name: DatabaseName, scale: number): Promise<Filled> {
  const url = await postgres.createDatabase();
  const own = await startOwn(url);
  try {
    return { url, own, size: await fill(url, name, scale) };
  } catch (error) {
    await own.stop();
    throw error;
  }
}

async function fill(url: string, name: DatabaseName, scale: number): Promise<Size> {
  const seeded = { users: 10_000 * scale, roles: 100, tokens: 50_000 * scale, permissions: 20 };
  const many = 1_000_000 * scale;
  const size = name === 'users' ? { ...seeded, users: many } : seeded;
  const tokens = figure(name === 'tokens' ? many : seeded.tokens);
  console.error(`Filling a database: ${figure(size.users)} users, ${size.roles} roles, ${tokens} tokens.`);
  await seed(url, seeded);
  if (name === 'users') await fillUsers(url, many, size.roles);
  if (name === 'tokens') await fillTokens(url, many);
  return size;
}
