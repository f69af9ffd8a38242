/** The server's life: settings → database → owner → listen; stops in reverse on SIGTERM or SIGINT. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { type Config, ConfigError, readConfig } from './config.ts';
import { openPost } from './db/smtp.ts';
import { createMail } from './domain/mail.ts';
import * as owner from './domain/owner.ts';
import { createUses } from './domain/tokens/uses.ts';
import { createUsage } from './domain/usage.ts';
import { faultOf } from './http/faults.ts';
import { startServer } from './http/server.ts';
import { schedule } from './jobs.ts';
import { type Opened, open } from './open.ts';

// Whatever the program writes is for its owner only.
process.umask(0o077);

export interface Started {
  url: string;
  stop(): Promise<void>;
}

/** Starts everything and tells what a person needs to know, once. */
export async function start(config: Config, say: (words: string) => void = console.log): Promise<Started> {
  const log = pino({ level: config.LOG_LEVEL });
  const opened = await open(config, {
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  try {
    const passwordPage = (secret: string) => `${config.PUBLIC_URL}/set-password/${secret}`;
    const mail = createMail(openPost(config.SMTP_URL, config.MAIL_FROM), passwordPage, (error) =>
      log.error({ err: error }, 'mail not sent'),
    );
    const first = await ensureOwner(opened, config, (link) => mail.passwordLink(link));
    const uses = createUses(opened.db);
    const usage = createUsage(opened.db);
    const server = await startServer({ config, db: opened.db, mail, uses, usage, pepper: opened.pepper, log });
    const failed = (error: unknown) => log.error({ err: faultOf(error) }, 'a job failed');
    const stopJobs = schedule({ db: opened.db, mail, failed }, 60_000);
    const write = () => void Promise.all([uses.flush().catch(failed), usage.flush().catch(failed)]);
    const writeUses = setInterval(write, 15_000).unref();
    const address = config.PORT === 0 ? server.url : config.PUBLIC_URL;
    // At once, so that whoever reads along has all of it or nothing.
    say([...addresses(address), ...first(address)].join('\n'));
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        clearInterval(writeUses);
        await stopJobs();
        await uses.flush(true).catch(failed);
        await usage.flush().catch(failed);
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

const addresses = (url: string) => [
  'Latchkey is running.',
  `  Account   ${url}/account`,
  `  GraphQL   ${url}/api/graphql`,
  `  GraphiQL  ${url}/graphiql`,
];

type Lines = (address: string) => string[];
type SendLink = (link: NonNullable<Awaited<ReturnType<typeof owner.create>>['link']>) => Promise<string | undefined>;

/** Makes the owner when there is none. Secrets are told only for the embedded database, which is for trying out. */
async function ensureOwner(opened: Opened, config: Config, sendLink: SendLink): Promise<Lines> {
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
  if (!email) return () => ['', 'There is no owner yet: set OWNER_EMAIL, or run `npx latchkey create-owner`.'];
  const first = await owner.createFirst(opened.db, opened.pepper, { username, email, password });
  if (!first) return () => [];
  const { link } = first;
  if (!link) return () => ['', `The owner ${username} was created. Sign in with OWNER_PASSWORD.`];
  const unsent = await sendLink(link);
  return () => [
    '',
    `The owner ${username} was created. ${unsent ? `Run \`npx latchkey reset-password ${username}\` for a link to set the password.` : 'The link to set a password was mailed.'}`,
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
  'A first call, with a token that expires in a day:',
  '',
  `curl -X POST --header 'Content-Type: application/json' --header 'Authorization: Bearer ${token}' --data-raw '{"query": "query {users(id: 1) {entities { id name public_name username } } }"}' ${address}/api/graphql`,
  '',
  'This is shown once.',
];

/** Runs until it is told to stop. */
export async function run(): Promise<void> {
  const started = await start(readConfig());
  const stop = () => {
    started.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

if (process.argv[1] && import.meta.filename === process.argv[1]) {
  run().catch((error: Error) => {
    console.error(error instanceof ConfigError ? error.message : `Latchkey could not start: ${error.message}`);
    process.exit(1);
  });
}
