/** What every resolver is given. */
import type { Db } from '../db/open.ts';
import type { Done } from '../db/request.ts';
import type { Mail } from '../domain/mail.ts';
import type { Renewed } from '../domain/sessions.ts';
import type { UsageWriters } from '../domain/usage-writers.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Answer } from './answer.ts';
import type { Lists } from './loaders.ts';
import type { NamedDocuments } from './named.ts';

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
