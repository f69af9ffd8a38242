/** Access files with `allowed_resources`: whose kinds the same file can declare. */
import { expect, test } from '@jest/globals';
import { command, entries, inBothWays, nothing, permissionOf, tokenNamed } from './world.ts';

inBothWays((at) => {
  /** A permission with a resource kind, if it declares one, and a token with a resource. */
  const limited = (resource: string, kind?: string) => `name: ${at.own}
${kind ? `permissions:\n  ${permissionOf(at)}: { group: Billing, description: Create invoices., resource_kinds: [${kind}] }\n` : ''}service_accounts:
  bot-${at.own}:
    email_address: bot-${at.own}@example.com
    tokens:
      shop: { allowed_resources: ['${resource}'], secret_command: ${command(at)} }
`;
  const shown = () => `    allowed_resources: ${at.own}:42`;

  test('a resource can have a kind that the same file declares, and the second run changes nothing', async () => {
    const text = limited(`${at.own}:42`, at.own);
    const planned = await at.run.apply(text, { dryRun: true });
    expect(planned).toMatchObject({ code: 2, out: expect.stringContaining(shown()) });
    expect(await at.run.apply(text)).toMatchObject({ code: 0, err: '' });
    expect((await tokenNamed(at, 'shop'))?.allowedResources).toEqual([`${at.own}:42`]);
    expect(await at.run.apply(text)).toEqual(nothing);
    expect(await at.run.reach(text)).toMatchObject({ code: 0, err: '' });
  });

  test('a resource can have a kind that is declared already', async () => {
    const { ask: inSession } = await at.owner.signedIn();
    const { errors } = await inSession(
      `mutation ($input: CreatePermissionMutationInput) { createPermission(input: $input) { id } }`,
      {
        input: { name: permissionOf(at), group: 'Billing', description: 'Create invoices.', resource_kinds: [at.own] },
      },
    );
    expect(errors).toBeUndefined();
    const text = limited(`${at.own}:42`);
    expect(await at.run.apply(text)).toMatchObject({ code: 0, err: '', out: expect.stringContaining(shown()) });
    expect(await at.run.apply(text)).toEqual(nothing);
    const more = await at.run.apply(text.replace(`'${at.own}:42'`, `'${at.own}:42', '${at.own}:43'`));
    expect(more).toMatchObject({ code: 0, out: expect.stringContaining(`allowed_resources: + ${at.own}:43`) });
  });

  test.each([
    [undefined, 6],
    ['car', 8],
  ])(
    'resources of a kind that nothing declares are refused with the line, where the file declares %s',
    async (kind, line) => {
      const before = await entries(at);
      const { code, err } = await at.run.apply(limited('boat:1', kind));
      const [place, rule] = err.split(' The token ');
      expect(place).toMatch(new RegExp(`access\\.yaml:${line}:7$`));
      expect(rule).toBe(`bot-${at.own}/shop: no custom permission declares the resource kind boat.`);
      expect(code).toBe(1);
      expect(await entries(at)).toBe(before);
    },
  );
});
