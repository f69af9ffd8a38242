#!/usr/bin/env node
/** The operator's door: what is done at the machine itself, without signing in. */
import { Command } from 'commander';
import { type Config, readConfig } from './config.ts';
import { openPost } from './db/smtp.ts';
import { createMail } from './domain/mail.ts';
import * as owner from './domain/owner.ts';
import { isPermission, type Permission } from './domain/permissions.ts';
import * as roles from './domain/roles.ts';
import { printed } from './graphql/schema.ts';
import { isJob, jobs } from './jobs.ts';
import { type Opened, open } from './open.ts';
import { formats, planFiles } from './planner.ts';

process.umask(0o077);

const program = new Command('latchkey').description(
  'Users, roles, permissions and personal access tokens behind one GraphQL server.',
);

program
  .command('start')
  .description('run the server')
  .action(async () => {
    const { run } = await import('./main.ts');
    await run();
  });

program
  .command('create-owner')
  .description('create a super admin and print the one-time link to set a password')
  .option('--username <name>', 'the user name (default: OWNER_USERNAME)')
  .option('--email <address>', 'the e-mail address (default: OWNER_EMAIL)')
  .action((options: { username?: string; email?: string }) =>
    withDatabase(async ({ db, pepper }, config) => {
      const email = options.email ?? config.OWNER_EMAIL;
      if (!email) throw new Error('Give the address with --email or OWNER_EMAIL.');
      const username = options.username ?? config.OWNER_USERNAME;
      const { link } = await owner.create(db, pepper, { username, email, password: undefined });
      console.log(`${username} was created. Set the password here within 7 days:\n${page(config, link?.secret ?? '')}`);
    }),
  );

program
  .command('reset-password <username>')
  .description('print a one-time link to set a new password')
  .action((username: string) =>
    withDatabase(async ({ db }, config) => {
      const link = await owner.resetLink(db, username);
      console.log(`Set the new password here within 24 hours:\n${page(config, link.secret)}`);
    }),
  );

program
  .command('run-job <name>')
  .description(`run one of the jobs the server runs by the clock: ${Object.keys(jobs).join(', ')}`)
  .action((name: string) =>
    withDatabase(async ({ db }, config) => {
      if (!isJob(name)) throw new Error(`There is no job ${name}. There are: ${Object.keys(jobs).join(', ')}.`);
      const failed = (error: unknown) => console.error(error instanceof Error ? error.message : error);
      const mail = createMail(openPost(config.SMTP_URL, config.MAIL_FROM), (secret) => page(config, secret), failed);
      console.log(`${name}: ${await jobs[name]({ db, mail, now: new Date(), failed })} done.`);
    }),
  );

program
  .command('plan <patterns...>')
  .description(
    'say what the GraphQL documents in these files need; exit 1 where the role or the permissions named are short',
  )
  .option('--role <name>', 'compare with the role of this name, in the database')
  .option('--permissions <names>', 'compare with these permissions, separated by commas')
  .option('--format <format>', `how to print it: ${Object.keys(formats).join(', ')}`, 'text')
  .action(async (patterns: string[], options: { role?: string; permissions?: string; format: string }) => {
    const print = formats[options.format as keyof typeof formats];
    if (!print) throw new Error(`There is no format ${options.format}. There are: ${Object.keys(formats).join(', ')}.`);
    const planned = await planFiles(patterns, await heldBy(options));
    console.log(print(planned));
    if (planned.some(({ missing }) => missing.length > 0)) process.exitCode = 1;
  });

program
  .command('print-schema')
  .description('print the GraphQL schema')
  .action(() => void process.stdout.write(printed()));

const page = (config: Config, secret: string) => `${config.PUBLIC_URL}/set-password/${secret}`;

/** The permissions to compare with: those named, or those of the role named; null where nothing is to be compared. */
async function heldBy({
  role,
  permissions,
}: {
  role?: string;
  permissions?: string;
}): Promise<ReadonlySet<Permission> | null> {
  if (role !== undefined) return withDatabase(({ db }) => roles.permissionsOf(db, role));
  if (permissions === undefined) return null;
  const names = permissions.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isPermission(name));
  if (unknown.length > 0) throw new Error(`There is no permission ${unknown.join(', ')}.`);
  return new Set(names.filter(isPermission));
}

/** Opens the database for one act. While the server holds the embedded one, this is refused. */
async function withDatabase<T>(act: (opened: Opened, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  const opened = await open(config);
  return act(opened, config).finally(() => opened.close());
}

program.parseAsync().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
