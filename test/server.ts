/** Starts a real server for tests, over HTTP on a fresh database of either kind, and records every SQL statement. */
import { pino } from 'pino';
import { type Config, readConfig } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import { type OpenOptions, openPostgres } from '../src/db/open.ts';
import { openPglite } from '../src/db/open-pglite.ts';
import * as catalog from '../src/domain/access/catalog.ts';
import { setLogKeys } from '../src/domain/audit/log-keys.ts';
import { createMail, type Mail } from '../src/domain/mail/mailer.ts';
import { startDelivering } from '../src/domain/outbox/deliver.ts';
import { openBreached } from '../src/domain/sign-in/breached-passwords.ts';
import { createUsageWriters } from '../src/domain/usage/processes.ts';
import { createRecorder, type Recorder } from '../src/domain/usage/recorder.ts';
import { boundsFor, createAtOnce } from '../src/http/concurrency.ts';
import { type Listener, listen } from '../src/http/listener.ts';
import { createServer } from '../src/http/server.ts';
import type { Parts } from '../src/http/services.ts';
import { openProviders } from '../src/processes/providers.ts';
import { openMailServer } from '../src/smtp/smtp.ts';
import { fetchAs } from './kit/fetch.ts';
import { freshDatabase } from './kit/postgres.ts';
import { pgliteDump } from './kit/templates.ts';

export type Kind = 'pglite' | 'postgres';

export const kinds: readonly Kind[] = ['pglite', 'postgres'];

export const pepper = 'a pepper of the tests, long enough to be one';

export interface Latchkey {
  url: string;
  /** Sends a request to this path under the host of PUBLIC_URL, as browsers do. Redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  kind: Kind;
  db: Db;
  mail: Mail;
  /** What requests used, written only when a test flushes it. */
  usage: Recorder;
  /** Every SQL statement since the start; empty it with `length = 0`. */
  statements: string[];
  /** The lines of the log. */
  logged: string[];
  /** Serves the same data with other settings, and returns its address. It ends with this server. */
  beside(settings: Record<string, string>, more?: Pick<Parts, 'execute'>): Promise<string>;
  stop(): Promise<void>;
}

/** How the server connects to PostgreSQL. */
export interface Reached {
  limits?: OpenOptions['limits'];
  /** Called with every statement and its values. */
  observe?(text: string, values: unknown[]): void;
  /** Returns the URL to use instead of that of the database. */
  through?(url: string): Promise<string>;
  /** Returns the standby to read from. */
  replica?(url: string): Promise<OpenOptions['replica']>;
}

/** Starts on a migrated database without users. Settings that are not given have their defaults. */
export async function startLatchkey(
  kind: Kind,
  settings: Record<string, string> = {},
  { limits = {}, through = async (url) => url, replica = async () => undefined, observe }: Reached = {},
): Promise<Latchkey> {
  const statements: string[] = [];
  const logged: string[] = [];
  const fixed = {
    PORT: '0',
    LOG_LEVEL: 'info',
    COMPILED_QUERIES: process.env.COMPILED_QUERIES,
    // Tests send more requests in a minute than people and programs.
    REQUESTS_PER_MINUTE: '0',
    ...settings,
  };
  const config: Config = readConfig(fixed);
  const options = {
    onStatement: (text: string, values: unknown[]) => {
      statements.push(text);
      observe?.(text, values);
    },
    sharedLookups: config.SHARED_LOOKUPS === 'on',
    // On a busy machine connecting takes longer than a server would wait.
    limits: { connectMs: 10_000, ...limits },
  };
  const fresh = kind === 'postgres' ? await freshDatabase({ migrated: true }) : null;
  const opened = fresh
    ? openPostgres(await through(fresh.url), { ...options, replica: await replica(fresh.url) })
    : await openPglite(null, { ...options, begin: pgliteDump() });
  setLogKeys(opened.db, pepper);
  await catalog.reload(opened.db);
  statements.length = 0;
  const log = pino({ level: config.LOG_LEVEL }, { write: (line: string) => void logged.push(line) });
  const mail = createMail(openMailServer(config.SMTP_URL, config.MAIL_FROM), config.PUBLIC_URL, pepper, (error) =>
    log.error({ err: error }, 'an email was not sent'),
  );
  const usage = createRecorder(opened.db);
  const writers = createUsageWriters(opened.db, usage);
  const listeners: Listener[] = [];
  const serve = async (config: Config, more: Pick<Parts, 'execute'> = {}): Promise<Listener> => {
    const listener = await listen(config);
    listeners.push(listener);
    const breached = await openBreached(config.BREACHED_PASSWORDS);
    // On a busy machine many requests at once take longer than a server would let them wait for their turn.
    const atOnce = createAtOnce({ ...boundsFor(config.REQUESTS_AT_ONCE), patienceMs: 60_000 });
    const providers = await openProviders(config);
    const parts = { config, db: opened.db, mail, usage, writers, pepper, breached, providers, log, atOnce, ...more };
    listener.serve(createServer(parts, listener));
    return listener;
  };
  const listener = await serve(config);
  const stopDelivering = startDelivering({ db: opened.db, mail, failed: mail.failed });
  const { host } = new URL(config.PUBLIC_URL);
  return {
    url: listener.url,
    fetch: (path, init = {}) =>
      settings.PUBLIC_URL
        ? fetchAs(host, listener.url + path, init)
        : fetch(listener.url + path, { redirect: 'manual', ...init }),
    kind,
    db: opened.db,
    mail,
    usage,
    statements,
    logged,
    beside: async (settings, more) => (await serve(readConfig({ ...fixed, ...settings }), more)).url,
    stop: async () => {
      for (const listener of listeners) await listener.stop({ lingerMs: 0 });
      await stopDelivering();
      await opened.close();
      await fresh?.drop();
    },
  };
}
