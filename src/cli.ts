#!/usr/bin/env node
/** The command line for the operator, who works on the machine itself without signing in. */
import { Command, Option } from 'commander';
import release from '../package.json' with { type: 'json' };
import { type ApplyOptions, applyCommand } from './apply/command.ts';
import { connecting } from './apply/connect.ts';
import { onDatabase } from './apply/database.ts';
import { type ReachOptions, reachCommand } from './apply/reach-command.ts';
import { checkpointCommand, verifyCommand } from './audit-command.ts';
import { type Config, readConfig } from './config.ts';
import { requireDatabase } from './db/data-folder.ts';
import { appendAll } from './domain/audit/chain.ts';
import * as rules from './domain/firewall/rules.ts';
import { createMail } from './domain/mail/mailer.ts';
import * as owner from './domain/people/owner.ts';
import { resetFactorsOf } from './domain/people/reset-factors.ts';
import * as roles from './domain/people/roles.ts';
import * as settings from './domain/settings/system-settings.ts';
import { type FenceOptions, fenceCommand } from './fence-command.ts';
import { printed } from './graphql/schema.ts';
import { isJob, jobs, run as runJob } from './jobs.ts';
import { type Opened, open } from './open.ts';
import { type PlanOptions, planCommand } from './planner/command.ts';
import { formats } from './planner/report.ts';
import { retentionOf } from './processes/background.ts';
import { openMailServer } from './smtp/smtp.ts';
import { type TypesOptions, typesCommand } from './types-command.ts';

process.umask(0o077);

const program = new Command('latchkey')
  .description(
    'Users, roles, permissions and personal access tokens behind one GraphQL server. Without a command, it runs the server.',
  )
  .version(release.version);

program
  .command('start')
  .description('run the server')
  .action(async () => void (await import('./main.ts')));

program
  .command('create-owner')
  .description('create a super admin and print the one-time link to set a password')
  .option('--username <name>', 'the user name (default: OWNER_USERNAME)')
  .option('--email <address>', 'the email address (default: OWNER_EMAIL)')
  .action((options: { username?: string; email?: string }) =>
    withDatabase(async (opened, config) => {
      const email = options.email ?? config.OWNER_EMAIL;
      if (!email) throw new Error('The email address is missing: use --email or set OWNER_EMAIL.');
      const username = options.username ?? config.OWNER_USERNAME;
      const { link } = await owner.create(opened.db, opened, { username, email, password: undefined });
      console.log(`${username} was created. Set the password here within 7 days:\n${page(config, link?.secret ?? '')}`);
    }),
  );

program
  .command('reset-password <username>')
  .description('print a one-time link to set a new password')
  .action((username: string) =>
    withDatabase(async ({ db }, config) => {
      const link = await owner.resetLink(db, username);
      console.log(`Set the new password here within 24 hours:\n${page(config, link.secret ?? '')}`);
    }),
  );

program
  .command('reset-factors <username>')
  .description('remove all second factors of a user who has lost them')
  .action((username: string) =>
    withDatabase(async ({ db }, config) => {
      const removed = await resetFactorsOf(db, config.SMTP_URL !== undefined, username);
      const what = removed === 1 ? '1 second factor' : `${removed} second factors`;
      console.log(`${what} of ${username} ${removed === 1 ? 'was' : 'were'} removed. The password alone signs in now.`);
    }),
  );

program
  .command('fence')
  .description(
    'after a restore of a backup: end all sessions and links, block all passwords and tokens until they are confirmed, and print one link',
  )
  .option('--user <name>', 'the super admin who gets the link (default: the only one)')
  .option('--dry-run', 'only print what would be blocked')
  .action((options: FenceOptions) =>
    withDatabase((opened, config) => fenceCommand(opened, config.PUBLIC_URL, options), { existing: true }),
  );

program
  .command('run-job <name>')
  .description(`run one of the server's scheduled jobs: ${Object.keys(jobs).join(', ')}`)
  .action((name: string) =>
    withDatabase(async ({ db, pepper }, config) => {
      if (!isJob(name)) throw new Error(`There is no job ${name}. The jobs are: ${Object.keys(jobs).join(', ')}.`);
      const failed = (error: unknown) => console.error(error instanceof Error ? error.message : error);
      const mail = createMail(openMailServer(config.SMTP_URL, config.MAIL_FROM), config.PUBLIC_URL, pepper, failed);
      console.log(
        `${name}: ${await runJob(name, { db, mail, failed, retention: retentionOf(config), privateWebhooks: config.WEBHOOK_ALLOW_PRIVATE === 'on' })} done.`,
      );
    }),
  );

program
  .command('plan <patterns...>')
  .description(
    'report what the GraphQL documents in these files need; exit code 0: all permissions are there, 1: something is missing, 2: something cannot be checked',
  )
  .option('--permissions <names>', 'compare with these permissions, separated by commas')
  .option('--role <name>', 'compare with the role of this name, in the database or at --url')
  .option('--url <address>', 'check by the schema of the server at this URL, and compare with the token')
  .addOption(new Option('--token <token>', 'the token for that server').env('LATCHKEY_TOKEN'))
  .option('--lock <file>', 'exit code 1 if the documents need more than this file allows')
  .option('--update-lock <file>', 'write what is needed to this file')
  .addOption(new Option('--format <format>', 'the output format').choices(Object.keys(formats)).default('text'))
  // Exit code 1 would mean that something is missing. Asking for help is not an error.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async (patterns: string[], options: PlanOptions) => {
    process.exitCode = 2;
    process.exitCode = await planCommand(patterns, options, (role) =>
      withDatabase(({ db }) => roles.permissionsOf(db, role)),
    );
  });

const accessFileAt = (command: Command) =>
  command
    .option('--url <address>', 'the URL of a server, instead of the database of this machine')
    .option('--user <name>', 'the user name with which to sign in there (default: LATCHKEY_USER)')
    .addOption(new Option('--token <token>', 'a token for that server, to read only').env('LATCHKEY_TOKEN'));

accessFileAt(program.command('apply <file>'))
  .description(
    'make permissions, roles, permission sets, service accounts and tokens what an access file says; exit code 0: done, 1: failed, 2: with --dry-run, there are changes to make',
  )
  .option('--dry-run', 'only print what would be changed')
  .option('--prune', 'also remove what the file created before and does not contain any more')
  .option('--json', 'print the changes as JSON')
  .option('--secret-to <command>', 'a shell command that gets the secrets of tokens without secret_command')
  .action(async (file: string, options: ApplyOptions) => {
    process.exitCode = await applyCommand(file, options, connect);
  });

accessFileAt(program.command('reach'))
  .description(
    'show what an access file would make possible that is not possible now; exit code 0: nothing, 1: something, 2: it cannot be compared',
  )
  .requiredOption('--diff <file>', 'the access file')
  .option('--json', 'print the differences as JSON')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async (options: ReachOptions) => {
    process.exitCode = 2;
    process.exitCode = await reachCommand(options, connect);
  });

program
  .command('types')
  .description(
    'write the permissions of a running server, built-in and custom, as a TypeScript type; exit code 0: done, 1: the file is not up to date, 2: it cannot be compared',
  )
  .requiredOption('--url <address>', 'the URL of the server')
  .addOption(new Option('--token <token>', 'a token for that server').env('LATCHKEY_TOKEN'))
  .option('--out <file>', 'write to this file instead of printing')
  .option('--check', 'compare with the file instead of writing it')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async (options: TypesOptions) => {
    process.exitCode = 2;
    process.exitCode = await typesCommand(options);
  });

const audit = program.command('audit').description('verify the log of changes, and sign checkpoints of it');

audit
  .command('verify')
  .description(
    'find entries of the log that were changed, removed or inserted; exit code 0: none, 1: some, 2: it cannot be verified',
  )
  .option('--checkpoint <files...>', 'compare with checkpoints that were kept elsewhere, too')
  .action(async ({ checkpoint = [] }: { checkpoint?: string[] }) => {
    process.exitCode = 2;
    process.exitCode = await withDatabase((opened) => verifyCommand(opened, checkpoint));
  });

audit
  .command('checkpoint')
  .description('sign the end of the log; keep the checkpoint where nobody can change it who can change the database')
  .option('--output <file>', 'write it to a new file instead of printing it')
  .action(({ output }: { output?: string }) => withDatabase((opened) => checkpointCommand(opened, output)));
const firewall = program
  .command('firewall')
  .description('show or turn off the application firewall, for example after it has locked everybody out');

firewall
  .command('status')
  .description('print whether the firewall is on, and its subnets')
  .action(() =>
    withDatabase(async ({ db }) => {
      const { applicationFirewallEnabled: isOn } = await settings.read(db);
      const subnets = await rules.subnets(db);
      console.log([`The application firewall is ${isOn ? 'on' : 'off'}.`, ...subnets].join('\n'));
    }),
  );

firewall
  .command('off')
  .description('accept requests from all addresses again, with effect at once; the rules are kept')
  .action(() =>
    withDatabase(async ({ db }) => {
      const wasOn = await settings.turnFirewallOff(db);
      console.log(`The application firewall ${wasOn ? 'is now off' : 'was off already'}.`);
    }),
  );

program
  .command('print-schema')
  .description('print the GraphQL schema')
  .action(() => void process.stdout.write(printed()));

const connect = connecting((act) => withDatabase((opened, config) => act(onDatabase(opened, config))));

const page = (config: Config, secret: string) => `${config.PUBLIC_URL}/set-password/${secret}`;

/**
 * Opens the database for one command. The embedded database is refused while the server has it open; it is created if there is
 * none, unless it must be an `existing` one.
 */
async function withDatabase<T>(
  act: (opened: Opened, config: Config) => Promise<T>,
  { existing = false } = {},
): Promise<T> {
  const config = readConfig();
  if (existing && !config.DATABASE_URL) requireDatabase(config.DATA_DIR);
  // A command reads the newest state.
  const opened = await open({ ...config, DATABASE_READ_URL: undefined }, {}, () =>
    console.error('Waiting for another process, which migrates the database.'),
  );
  opened.complete();
  try {
    const result = await act(opened, config);
    // Nobody else chains the entries soon if no server runs.
    await appendAll(opened.db);
    return result;
  } finally {
    await opened.close();
  }
}

const [node = '', file = '', ...args] = process.argv;

program.parseAsync([node, file, ...(args.length > 0 ? args : ['start'])]).catch((error: Error) => {
  console.error(error.message);
  process.exit(process.exitCode || 1);
});
