/** Endpoints about leaked tokens: reporting their values, and looking up by a part of a hash whether a value is live. */
import { enrollmentRequired } from '../domain/base/errors.ts';
import * as leaked from '../domain/tokens/leaked.ts';
import { readBody } from './bodies.ts';
import { admit } from './firewall.ts';
import { onGet, onPost } from './methods.ts';
import { requireSameOrigin } from './origin.ts';
import { countRequest } from './rate-limits.ts';
import { viewerOf } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, jsonReply, type TextReply } from './reply.ts';
import type { Services } from './services.ts';

export const leakEndpoints = (services: Services): [string, Endpoint][] => [
  ['/leaked', report(services)],
  ['/leaked/*', onGet(lookup(services))],
];

/**
 * Anybody may report, with any type of text. That a page of another site can send a report is no risk: its author has the
 * value of the token, and could revoke it from anywhere.
 */
const report = ({ db, mail }: Services): Endpoint =>
  onPost(async (exchange) => {
    await admit(exchange, db);
    await readBody(exchange);
    return jsonReply(await leaked.report(db, mail.configured, exchange.body.toString(), exchange.ip));
  });

const lookup =
  (services: Services): Endpoint =>
  async (exchange) => {
    const viewer = await viewerOf(exchange, services);
    if (!viewer) throw new Refused(401, 'Sign in or send a valid token.');
    if (viewer.credential.kind === 'session') requireSameOrigin(exchange, services.publicUrl);
    await countRequest(exchange, services.rateLimits.requests, viewer);
    if (viewer.mustEnroll) throw enrollmentRequired();
    const digits = exchange.path.slice('/leaked/'.length);
    return padded(jsonReply({ hashes: await leaked.liveHashes(services.db, viewer, digits) }));
  };

const paddedTo = 1_024;

/** With spaces, so that the length does not show to others on the network how many tokens were found. */
const padded = (reply: TextReply): TextReply => ({
  ...reply,
  body: reply.body.padEnd(Math.ceil(reply.body.length / paddedTo) * paddedTo),
});
