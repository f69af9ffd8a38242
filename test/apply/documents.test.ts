/** Documents of access files: they are in the folder of the file, and wrong ones stop a run before it changes anything. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { command, entries, inBothWays, nothing, type World } from './world.ts';

/** A token that is bound to these documents, each on a line of its own from line 10 on. */
const bound = (at: World, ...documents: string[]) => `name: ${at.own}
roles: { "Role ${at.own}": { permissions: [READ_USER] } }
service_accounts:
  bot-${at.own}:
    email_address: bot-${at.own}@example.com
    role: "Role ${at.own}"
    tokens:
      team:
        documents:
${documents.map((one) => `          - ${one}\n`).join('')}        secret_command: ${command(at)}
`;

const where = (index: number) => `access.yaml:${10 + index}:13 service_accounts.bot.tokens.team.documents.${index}`;

inBothWays((at) => {
  /** The faults without what differs between tests, in a dry run, a run and `reach`, which must be the same. */
  async function faultsOf(...documents: string[]): Promise<string[]> {
    const before = await entries(at);
    const text = bound(at, ...documents);
    const ran = [await at.run.apply(text, { dryRun: true }), await at.run.apply(text), await at.run.reach(text)];
    expect(ran.map(({ code, out }) => [code, out])).toEqual(ran.map(() => [1, '']));
    expect(new Set(ran.map(({ err }) => err)).size).toBe(1);
    expect(await entries(at)).toBe(before);
    return (ran[0]?.err ?? '').replaceAll(`${at.run.folder}/`, '').replaceAll(`bot-${at.own}`, 'bot').split('\n');
  }

  test('a document in a folder within that of the file can be used', async () => {
    at.run.write('queries/inner/team.graphql', '{ users { entities { name } } }');
    const text = bound(at, 'queries/../queries/inner/team.graphql');
    expect(await at.run.apply(text)).toMatchObject({ code: 0, err: '' });
    expect(await at.run.apply(text)).toEqual(nothing);
  });

  test('a document outside of the folder of the file is refused, also through a symbolic link', async () => {
    const outside = `${at.run.folder}-outside.graphql`;
    writeFileSync(outside, '{ me { id } }');
    mkdirSync(join(at.run.folder, 'links'), { recursive: true });
    const linked = (name: string) => `links/${at.own}-${name}`;
    const link = (name: string, target: string) => symlinkSync(target, join(at.run.folder, linked(name)));
    link('link.graphql', outside);
    link('folder', dirname(outside));
    link('within.graphql', join(at.run.folder, 'team.graphql'));
    const rule = 'must be a file in the folder of the access file, or in a folder in it.';
    const wrong = ['../', outside, linked('link.graphql'), linked(`folder/${basename(outside)}`)];
    const found = await faultsOf(...wrong, '.', linked('within.graphql'));
    rmSync(outside);
    expect(found).toEqual([...wrong.map((_, index) => `${where(index)} ${rule}`), `${where(4)} must be a file.`]);
  });

  test('every fault of every document is reported, without a server', async () => {
    at.run.write('empty.graphql', '# nothing\n');
    at.run.write('broken.graphql', '{\n  users {\n');
    at.run.write('two.graphql', 'query A { me { id } } query B { me { name } }');
    at.run.write('fragment.graphql', 'fragment F on User { id }');
    at.run.write('long.graphql', `{ me { id } } #${'x'.repeat(100_000)}`);
    writeFileSync(join(at.run.folder, 'latin1.graphql'), Buffer.from('# \xe9\n{ me { id } }', 'latin1'));
    const found = await faultsOf(
      'missing.graphql',
      'empty.graphql',
      'broken.graphql',
      'two.graphql',
      '{ file: two.graphql, operation: C }',
      'fragment.graphql',
      'long.graphql',
      'latin1.graphql',
      'team.graphql',
      'team.graphql',
    );
    expect(found).toEqual([
      expect.stringMatching(
        /^access\.yaml:10:13 service_accounts\.bot\.tokens\.team\.documents\.0 cannot be read: ENOENT/,
      ),
      `${where(1)} cannot be parsed: empty.graphql:2:1 Syntax Error: Unexpected <EOF>.`,
      `${where(2)} cannot be parsed: broken.graphql:3:1 Syntax Error: Expected Name, found <EOF>.`,
      `${where(3)} has several operations: name one of them in \`operation\`.`,
      `${where(4)} has no operation C.`,
      `${where(5)} has no operation.`,
      `${where(6)} must be at most 100000 characters.`,
      `${where(7)} must be text in UTF-8.`,
      `${where(9)} is the same as service_accounts.bot.tokens.team.documents.8.`,
    ]);
  });

  test('documents that are not valid for the schema of the server are refused in a dry run, too', async () => {
    at.run.write('unknown.graphql', '{ teams { id } }');
    at.run.write('argument.graphql', '{ users(team: "x") { entities { id } } }');
    at.run.write('password.graphql', 'mutation { updateMe(input: { password: "x" }) { id } }');
    at.run.write(
      'page.graphql',
      'query Page($size: Int!) { users(paginator: { page: 1, records_per_page: $size }) { entities { id } } }',
    );
    const found = await faultsOf(
      'unknown.graphql',
      'argument.graphql',
      'password.graphql',
      '{ file: page.graphql, variables: { length: 3 } }',
      '{ file: page.graphql, variables: { size: many } }',
      '{ file: page.graphql, variables: { size: 3 } }',
    );
    expect(found).toEqual([
      expect.stringMatching(
        /^access\.yaml:10:13 \S+documents\.0 is not valid for the schema: Cannot query field "teams"/,
      ),
      expect.stringMatching(/^access\.yaml:11:13 \S+documents\.1 is not valid for the schema: Unknown argument "team"/),
      `${where(2)} calls updateMe, which no token may call.`,
      `${where(3)} \`variables\` contains $length, which the operation does not declare.`,
      expect.stringMatching(/^access\.yaml:14:13 \S+documents\.4 `variables` is not valid for \$size/),
    ]);
  });
});
