/** Runs the documents of `apply` on the database, as the operator and in one transaction. */
import { graphql } from 'graphql';
import { type Ask, AskError } from '../commands/ask.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import { reload } from '../domain/access/catalog.ts';
import { operator } from '../domain/access/viewer.ts';
import { DomainError } from '../domain/base/errors.ts';
import { takeLock, transactAsSystem } from '../domain/base/transaction.ts';
import { createMail } from '../domain/mail/mailer.ts';
import { createUsageWriters } from '../domain/usage/processes.ts';
import type { Context } from '../graphql/context.ts';
import { createAnswer } from '../graphql/cost/answer-size.ts';
import { createScheduler } from '../graphql/cost/scheduler.ts';
import { createLists } from '../graphql/dialect/loaders.ts';
import { namedDocuments } from '../graphql/plan/named-documents.ts';
import { schema } from '../graphql/schema.ts';
import type { Opened } from '../open.ts';
import { openMailServer } from '../smtp/smtp.ts';
import type { Driver } from './driver.ts';

type Settings = Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'PUBLIC_URL'>;

/** `opened` stays open. */
export function onDatabase(opened: Pick<Opened, 'db' | 'pepper' | 'breached'>, settings: Settings): Driver {
  const { db, pepper, breached } = opened;
  const mail = createMail(openMailServer(settings.SMTP_URL, settings.MAIL_FROM), settings.PUBLIC_URL, pepper, () => {});
  const scheduler = createScheduler();
  // This process counts no uses.
  const writers = createUsageWriters(db, { flush: async () => {} });

  /** Each document gets a context of its own, as each request does. */
  const contextOn = (db: Db): Context => {
    const viewer = operator();
    const answer = createAnswer(scheduler, 'operator');
    return {
      db,
      pepper,
      breached,
      mail,
      writers,
      viewer,
      answer,
      lists: createLists(db, viewer, answer),
      documents: namedDocuments(),
      requestState: { user: null, commits: 0 },
      privateWebhooks: false,
      providers: [],
      renew: () => {},
      relyingParty: () => ({ id: 'localhost', origins: [] }),
      ip: '',
    };
  };

  const askOn =
    (db: Db): Ask =>
    async <T>(source: string, variableValues?: Record<string, unknown>) => {
      // As the credential of each request does on a server: the transaction before may have been rolled back.
      await reload(db);
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue: contextOn(db) });
      const [error] = errors ?? [];
      if (!error) return data as T;
      const { originalError, extensions, message } = error;
      if (originalError instanceof DomainError) throw new AskError(message, originalError.code);
      if (originalError && !extensions.code) throw originalError;
      throw new AskError(message, extensions.code as string | undefined);
    };

  return {
    ask: askOn(db),
    together: (work) =>
      transactAsSystem(db, async (tx) => {
        // Two runs at the same time would plan the same changes.
        await takeLock(tx, 'apply');
        return work(askOn(tx));
      }),
    isAtomic: true,
    mailed: mail.configured,
  };
}
