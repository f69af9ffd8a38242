/** Clients of several servers on one database: they read, change, issue and revoke without pause, and note what fails. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Served {
  name: string;
  url: string;
}

export interface Access {
  Cookie: string;
  Authorization: string;
}

export interface Traffic {
  /** From now on requests are sent to this server, too, as by a load balancer that found it ready. */
  add(server: Served): void;
  /** From now on no request is sent to this server. */
  remove(server: Served): void;
  /** Returns after so many further rounds of each client at each server, or when something failed. */
  rounds(count: number): Promise<void>;
  /** Returns after the last round of each client. */
  end(): Promise<void>;
  answered: Map<string, number>;
  failed: string[];
}

/** Starts the clients. They need the access of somebody who may manage roles. */
export function startTraffic(access: Access, first: Served, clients: number): Traffic {
  const ready = [first];
  const answered = new Map<string, number>();
  const failed: string[] = [];
  let isOver = false;
  const countAt = ({ name }: Served) => answered.get(name) ?? 0;

  async function client(index: number): Promise<void> {
    for (let turn = index; !isOver && failed.length === 0; turn++) {
      const here = ready[turn % ready.length] as Served;
      const there = ready[(turn + 1) % ready.length] as Served;
      await round(here.url, there.url, access, `${index}-${turn}`).then(
        () => void answered.set(here.name, countAt(here) + 1),
        (error: Error) => void failed.push(`${here.name}: ${error.message} ${error.cause ?? ''}`),
      );
    }
  }

  const ends = Array.from({ length: clients }, (_, index) => client(index));
  return {
    answered,
    failed,
    add: (server) => void ready.push(server),
    remove: (server) => void ready.splice(ready.indexOf(server), 1),
    rounds: async (count) => {
      const wanted = ready.map((server) => ({ server, least: countAt(server) + count * clients }));
      while (failed.length === 0 && wanted.some(({ server, least }) => countAt(server) < least)) await sleep(20);
    },
    end: async () => {
      isOver = true;
      await Promise.all(ends);
    },
  };
}

/** What is changed at one server has an effect at the other one at once. */
async function round(here: string, there: string, { Cookie, Authorization }: Access, name: string): Promise<void> {
  const users = 'users { entities { id name role { name } } page_info { total_count } }';
  await ask(here, { Authorization }, `{ me { id role { name } } ${users} }`);
  const logs = 'logs(paginator: { page: 1, records_per_page: 5 }) { entities { message } }';
  await ask(there, { Authorization }, `{ roles { entities { id name } } ${logs} }`);
  const create = `createRole(input: { name: "${name}", applied_permissions: [READ_USER] }) { id }`;
  const { made: role } = await ask(here, { Authorization }, `mutation { made: ${create} }`);
  await ask(there, { Authorization }, `mutation { updateRole(id: ${role.id}, input: { name: "${name} too" }) { id } }`);
  await ask(here, { Authorization }, `mutation { deleteRole(id: ${role.id}) { success } }`);
  const issue = `createPersonalAccessToken(input: { name: "${name}" }) { id token }`;
  const { made } = await ask(here, { Cookie }, `mutation { made: ${issue} }`);
  const issued = { Authorization: `Bearer ${made.token}` };
  await ask(there, issued, '{ me { id } personal_access_tokens { entities { id name last_used_at } } }');
  await ask(here, { Cookie }, `mutation { deletePersonalAccessToken(id: ${made.id}) { success } }`);
  const { status } = await send(there, issued, '{ me { id } }');
  if (status !== 401) throw new Error(`A token that was revoked at the other server was answered with ${status}.`);
}

/** The data of an answer. Throws if anything failed. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
export async function ask(url: string, headers: Record<string, string>, query: string): Promise<any> {
  const { status, text } = await send(url, headers, query);
  if (status !== 200 || text.includes('"errors"')) throw new Error(`${query}: ${status} ${text}`);
  return JSON.parse(text).data;
}

async function send(url: string, headers: Record<string, string>, query: string) {
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, text: await response.text() };
}
