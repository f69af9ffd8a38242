/** The life of the server: settings → port → database → owner → requests, and in reverse on SIGTERM or SIGINT. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createMail, type Mail } from './domain/mail/mailer.ts';
import { startDelivering } from './domain/outbox/deliver.ts';
import * as owner from './domain/people/owner.ts';
import { deliverLink } from './domain/sign-in/deliver-link.ts';
import { createUsageWriters } from './domain/usage/processes.ts';
import { createRecorder } from './domain/usage/recorder.ts';
import { faultOf } from './http/error-log.ts';
import { type Listener, listen } from './http/listener.ts';
import { schedule } from './jobs.ts';
import { openLog } from './log.ts';
import { type Opened, open } from './open.ts';
import { openMailServer } from './smtp/smtp.ts';

// Files of the program are readable by their owner only.
process.umask(0o077);

interface Started {
  url: string;
  stop(): Promise<void>;
}

/**
 * The time for the work that is left after the last request, so that a database that does not respond cannot delay the
 * end.
 */
const lastMs = 4_000;
/** And this long an email that is being sent. */
const lastEmailMs = 1_500;

type Say = (words: string) => void;

/** Starts everything and prints once what the operator needs. */
async function start(config: Config, log: Logger, say: Say = console.log): Promise<Started> {
  // Binds the port first: if it is taken, the start must fail before the password of a new owner is made, since the
  // password would never be shown.
  const listener = await listen(config);
  try {
    return await startBehind(listener, config, log, say);
  } catch (error) {
    await listener.stop(0);
    throw error;
  }
}

async function startBehind(listener: Listener, config: Config, log: Logger, say: Say): Promise<Started> {
  const onConnectionError = (error: Error) => log.warn({ err: error }, 'a database connection broke');
  const waiting = () => log.info('waiting for another process that migrates the database');
  // The largest part of the program is read while the database is opened.
  const [opened, { createServer }] = await Promise.all([
    open(config, { onConnectionError }, waiting),
    import('./http/server.ts'),
  ]);
  try {
    const { db, pepper } = opened;
    const mail = createMail(openMailServer(config.SMTP_URL, config.MAIL_FROM), config.PUBLIC_URL, (error) =>
      log.error({ err: faultOf(error) }, 'an email was not sent'),
    );
    const first = await ensureOwner(opened, config, mail);
    const usage = createRecorder(db);
    const writers = createUsageWriters(db, usage);
    const handler = createServer({ config, db, mail, usage, writers, pepper, log }, listener.isDraining);
    const failed = (error: unknown) => log.error({ err: faultOf(error) }, 'a job failed');
    const address = config.PORT === 0 ? listener.url : config.PUBLIC_URL;
    const leave = await writers.join(opened.kind === 'pglite');
    // Printed at once, so that a reader of the output sees all of it or nothing.
    say([...addresses(address), ...first(address)].join('\n'));
    // After the password was printed and before requests are served: from here on the database is never created again.
    opened.complete();
    listener.serve(handler);
    const stopDelivering = startDelivering({ db, mail, failed: mail.failed });
    const stopJobs = schedule({ db, mail, failed }, 60_000);
    const writeUses = setInterval(() => usage.flush().catch(failed), 15_000).unref();
    const finish = async () => {
      const emails = Promise.all([stopDelivering(), stopJobs()]);
      await usage.flush(true).then(leave).catch(failed);
      // An email that takes longer is sent again by another process.
      await Promise.race([emails, sleep(lastEmailMs)]);
      await opened.close();
    };
    return {
      url: listener.url,
      stop: async () => {
        await listener.stop();
        clearInterval(writeUses);
        await within(lastMs, finish());
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const late = new Error('Not everything could be finished, because the database does not respond.');
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, ms, late);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}

const addresses = (url: string) => [
  'Latchkey is running.',
  `  Account   ${url}/account`,
  `  GraphQL   ${url}/api/graphql`,
  `  GraphiQL  ${url}/graphiql`,
];

type Lines = (address: string) => string[];

/** Creates the owner if there is none. Secrets are printed only for the embedded database, which is for trying out. */
async function ensureOwner(opened: Opened, config: Config, mail: Mail): Promise<Lines> {
  if (await owner.exists(opened.db)) return () => [];
  const { OWNER_USERNAME: username, OWNER_EMAIL: email, OWNER_PASSWORD: password } = config;
  if (opened.kind === 'pglite') {
    const chosen = password ?? randomBytes(12).toString('base64url');
    const { id } = await owner.create(opened.db, opened.pepper, {
      username,
      email: email ?? 'owner@localhost.localdomain',
      password: chosen,
    });
    const token = await owner.firstToken(opened.db, id);
    return (address) => [...signIn(username, password ? '(OWNER_PASSWORD)' : chosen), ...firstCall(address, token)];
  }
  if (!email) return () => ['', 'There is no owner yet. Set OWNER_EMAIL, or run `npx latchkey create-owner`.'];
  const first = await owner.createFirst(opened.db, opened.pepper, {
    username,
    email,
    password,
    mailed: mail.configured,
  });
  if (!first) return () => [];
  const { link } = first;
  if (!link) return () => ['', `The owner ${username} was created. Sign in with OWNER_PASSWORD.`];
  const { email: delivery } = await deliverLink({ db: opened.db, mail }, 'operator', link);
  return () => [
    '',
    `The owner ${username} was created. ${delivery === 'SENT' ? 'The link to set a password was sent by email.' : `Run \`npx latchkey reset-password ${username}\` for a link to set the password.`}`,
  ];
}

const signIn = (username: string, password: string) => [
  '',
  'Sign in',
  `  user name  ${username}`,
  `  password   ${password}`,
];

const firstCall = (address: string, token: string) => [
  '',
  'A first request, with a token that expires in a day:',
  '',
  `curl -X POST --header 'Content-Type: application/json' --header 'Authorization: Bearer ${token}' --data-raw '{"query": "query {users(id: 1) {entities { id name public_name username } } }"}' ${address}/api/graphql`,
  '',
  'This is shown only once.',
];

/** Runs until SIGTERM or SIGINT. */
async function run(): Promise<void> {
  const config = readConfig();
  const { log, flush } = openLog(config.LOG_LEVEL);
  let started: Started | undefined;
  const stop = async () => {
    // If it is killed while it starts, the next start works.
    if (!started) return process.exit(1);
    const code = await started.stop().then(
      () => 0,
      (error: Error) => {
        log.error(error.message);
        return 1;
      },
    );
    await flush();
    process.exit(code);
  };
  // Work that no request waits for any more may fail; this must not end the process for all users.
  process.on('unhandledRejection', (error) => log.error({ err: faultOf(error) }, 'unexpected error'));
  process.once('SIGTERM', stop).once('SIGINT', stop);
  started = await start(config, log);
}

run().catch((error: Error) => {
  console.error(error instanceof ConfigError ? error.message : `Latchkey could not start: ${error.message}`);
  process.exit(1);
});
