/** The context that every resolver gets. */

import type { Db } from '../db/database.ts';
import type { RequestState } from '../db/for-request.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import type { RelyingParty } from '../domain/sign-in/factors/passkeys.ts';
import type { PasswordSettings } from '../domain/sign-in/new-passwords.ts';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { UsageWriters } from '../domain/usage/processes.ts';
import type { Answer } from './cost/answer-size.ts';
import type { Lists } from './dialect/loaders.ts';
import type { NamedDocuments } from './plan/named-documents.ts';

export interface Context extends PasswordSettings {
  db: Db;
  /** What the request has done so far. */
  requestState: RequestState;
  /** The caller; null when no credential was sent. */
  viewer: Viewer | null;
  lists: Lists;
  answer: Answer;
  /** The documents in arguments of the request. */
  documents: NamedDocuments;
  mail: Mail;
  /** Whether webhooks may have http URLs and lead to private addresses. */
  privateWebhooks: boolean;
  /** The providers at which people sign in with their company account. */
  providers: readonly { id: string; name: string; issuer: string }[];
  /** The server processes that count uses of permissions. */
  writers: UsageWriters;
  /** Makes the answer set the new secret of the session in the browser. */
  renew(session: Renewed): void;
  /** What passkeys belong to, which few requests need. */
  relyingParty(): RelyingParty;
  /** The caller's address, as seen behind the trusted proxies. */
  ip: string;
}

/** The context of fields that require a signed-in caller. */
export type SignedIn = Context & { viewer: Viewer };
