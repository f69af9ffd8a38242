/** What every resolver is given. */

import type { Db } from '../db/database.ts';
import type { Done } from '../db/for-request.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { UsageWriters } from '../domain/usage/processes.ts';
import type { Answer } from './cost/answer-size.ts';
import type { Lists } from './dialect/loaders.ts';
import type { NamedDocuments } from './plan/named-documents.ts';

export interface Context {
  db: Db;
  /** What the request has done so far. */
  done: Done;
  /** Who asks; null when no credential was sent. */
  viewer: Viewer | null;
  lists: Lists;
  answer: Answer;
  /** What the request names in its arguments. */
  documents: NamedDocuments;
  mail: Mail;
  /** The processes that count uses. */
  writers: UsageWriters;
  /** The key that passwords are hashed with. */
  pepper: string;
  /** Has the answer give the browser the new secret of its session. */
  renew(session: Renewed): void;
  /** The caller's address, after the trusted proxies. */
  ip: string;
}

/** The context of fields that only signed-in callers reach. */
export type SignedIn = Context & { viewer: Viewer };
