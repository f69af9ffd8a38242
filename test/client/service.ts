/** What the tests of the client share: servers that stand for a service or for something else, and tokens that end. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import type { Person } from '../test-users.ts';
import { inBrowser, revoke, type World } from '../tokens/acts.ts';

/** Revokes all tokens of a user, in a session of that user. */
export async function revokeTokens({ server }: World, who: Person): Promise<void> {
  const by = await inBrowser(server, who);
  const { data } = await by('{ personal_access_tokens { entities { id } } }');
  for (const { id } of data.personal_access_tokens.entities) expect((await revoke(by, id)).errors).toBeUndefined();
}

export interface Listening {
  url: string;
  stop(): Promise<void>;
}

/** Serves requests on a free port. */
export const serve = (listener: RequestListener): Promise<Listening> => listening(createServer(listener).listen(0));

export async function listening(server: Server): Promise<Listening> {
  if (!server.listening) await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The requests for an introspection that the server has answered so far. */
export const introspections = ({ server }: World): number =>
  server.logged.filter((line) => line.includes('/oauth/introspect')).length;
