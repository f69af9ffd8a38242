/** The application firewall as a step of requests, and its answer to an address that it does not admit. */
import { randomBytes } from 'node:crypto';
import type { Db } from '../db/database.ts';
import type { DomainError } from '../domain/base/errors.ts';
import { requireAdmittedNow } from '../domain/firewall/admission.ts';
import { preferenceAmong } from './accept.ts';
import type { Exchange } from './exchange.ts';
import { replyToRule } from './refusals.ts';
import type { Reply } from './reply.ts';
import { pagePolicy, refusedAddressPage } from './sign-in-pages.ts';

/** Asks the firewall with a statement of its own, for requests without a credential. Errors: FORBIDDEN. */
export async function admit(exchange: Exchange, db: Db): Promise<void> {
  await requireAdmittedNow(db, exchange.ip);
  exchange.isChecked = true;
}

const typeOfRefusal = preferenceAmong(['application/json', 'text/html']);

/** A page for browsers, JSON for programs: the address, and nothing else. */
export async function replyToRefusedAddress(error: DomainError, exchange: Exchange): Promise<Reply> {
  exchange.trace.code = error.code;
  const reply = replyToRule(error);
  if (typeOfRefusal(exchange.header('accept')) !== 'text/html') return reply;
  const nonce = randomBytes(16).toString('base64');
  const headers = { 'Content-Type': 'text/html; charset=UTF-8', 'Content-Security-Policy': pagePolicy(nonce) };
  return { ...reply, headers, body: String(await refusedAddressPage(nonce, error.message)) };
}
