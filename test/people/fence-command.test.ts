/** `latchkey fence` as the operator runs it, on both databases. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { kinds } from '../server.ts';
import { run } from '../stories/program.ts';

describe.each(kinds)('on %s', (kind) => {
  let folder: string;
  let database: Database | null = null;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-fence-'));
    if (kind === 'postgres') database = await freshDatabase();
    expect((await latchkey('create-owner', '--username', 'ada', '--email', 'ada@example.com'))[0]).toBe(0);
  });
  afterAll(async () => {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function latchkey(...args: string[]): Promise<[number | null, string]> {
    const url: Record<string, string> = database ? { DATABASE_URL: database.url } : {};
    const settings = { ...url, SECRET_KEY: 'k'.repeat(40), DATA_DIR: folder, PUBLIC_URL: 'https://id.example.com' };
    const program = run('cli.js', settings, args);
    return [await program.exit, program.output()];
  }

  if (kind === 'pglite')
    test('without a database in DATA_DIR it fails, and creates none', async () => {
      const settings = { SECRET_KEY: 'k'.repeat(40), DATA_DIR: join(folder, 'elsewhere') };
      const program = run('cli.js', settings, ['fence']);
      expect([await program.exit, program.output()]).toEqual([
        1,
        `There is no database in ${settings.DATA_DIR}. Name its folder with DATA_DIR.\n`,
      ]);
      expect(existsSync(settings.DATA_DIR)).toBe(false);
    });

  const figures = `  1 user needs a new link to set a password.
  0 tokens are refused until confirmed.
  0 passkeys are refused until used once after the password.
  Ended: 0 sessions, 0 sign-ins before their second step, 1 link to set a password, 0 links to company sign-in, 0 recovery codes.
  0 emails with links or codes that did not leave yet are dropped.
`;

  test('--dry-run prints what would be blocked and changes nothing, so that it prints the same again', async () => {
    const printed = `This would be blocked:\n${figures}Nothing was changed. The link would be for ada.\n`;
    expect(await latchkey('fence', '--dry-run')).toEqual([0, printed]);
    expect(await latchkey('fence', '--dry-run')).toEqual([0, printed]);
  });

  test('it prints one link for the only super admin, each time a new one, and the log stays verifiable', async () => {
    const links = new Set<string>();
    for (let time = 0; time < 2; time++) {
      const [code, output] = await latchkey('fence');
      expect(code).toBe(0);
      expect(output.startsWith(`Nothing that this database contains lets anybody in now:\n${figures}`)).toBe(true);
      expect(output).toContain('https://id.example.com/admin/users?show=fenced\n');
      links.add(/ada sets a new password here within 24 hours:\n(https:\S+)\n/.exec(output)?.[1] ?? '');
    }
    expect([...links]).toEqual([
      expect.stringMatching(/^https:\/\/id\.example\.com\/set-password\/\w{30}$/),
      expect.stringMatching(/^https:\/\/id\.example\.com\/set-password\/\w{30}$/),
    ]);
    expect((await latchkey('audit', 'verify'))[0]).toBe(0);
  });

  test('with several super admins, --user has to name one', async () => {
    await latchkey('create-owner', '--username', 'ben', '--email', 'ben@example.com');
    expect(await latchkey('fence')).toEqual([
      1,
      'There are several super admins. Name the one who gets the link with --user: ada, ben.\n',
    ]);
    expect(await latchkey('fence', '--user', 'eve')).toEqual([
      1,
      'eve is not an enabled super admin. These are: ada, ben.\n',
    ]);
    const [code, output] = await latchkey('fence', '--user', 'Ben');
    expect([code, output]).toEqual([0, expect.stringContaining('\nben sets a new password here within 24 hours:\n')]);
  });
});
