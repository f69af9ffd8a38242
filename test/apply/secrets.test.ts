/** The secrets that `latchkey apply` makes: when, for which program, and what becomes of them if they cannot be delivered. */
import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { personalAccessTokens as tokens } from '../../schema/tokens.ts';
import { command, inBothWays, nothing, roleNamed, secretOf, tokenNamed, type World, whole, works } from './world.ts';

/** Stands for waiting. */
async function change({ server, ...at }: World, name: string, values: object): Promise<void> {
  const token = await tokenNamed({ server, ...at }, name);
  await server.db
    .update(tokens)
    .set(values)
    .where(eq(tokens.id, String(token?.id)));
}

const inDays = (days: number) => sql`clock_timestamp() + make_interval(days => ${days}::int)`;

/** Moves the last regeneration back. */
const regeneratedHoursAgo = (at: World, hours: number) =>
  change(at, 'nightly', { regeneratedAt: sql`clock_timestamp() - make_interval(hours => ${hours}::int)` });

inBothWays((at) => {
  const other = (program: string) =>
    `      other:\n        permissions: [READ_USER]\n        secret_command: ${program}\n`;
  const broken = () => whole(at).replaceAll(command(at), '["false"]');
  const mine = () => `bot-${at.own}`;

  test('a token that was revoked by hand is issued again', async () => {
    await at.run.apply(whole(at));
    const { ask: inSession } = await at.owner.signedIn();
    const old = secretOf(at, 'nightly');
    await inSession('mutation ($id: Int64Bit!) { deletePersonalAccessToken(id: $id) { success } }', {
      id: (await tokenNamed(at, 'nightly'))?.id,
    });
    expect((await at.run.apply(whole(at))).out).toContain(`+ token ${mine()}/nightly is created`);
    expect(await works(at, secretOf(at, 'nightly'))).toBe(mine());
    expect(secretOf(at, 'nightly')).not.toBe(old);
  });

  test('a token gets a new secret before it expires, and the old one still works', async () => {
    await at.run.apply(whole(at));
    const old = secretOf(at, 'nightly');
    const token = await tokenNamed(at, 'nightly');
    await change(at, 'nightly', { expiresAt: inDays(13) });
    const { code, out } = await at.run.apply(whole(at));
    expect(out).toContain(`~ token ${mine()}/nightly gets a new secret, because it expires`);
    expect(code).toBe(0);
    expect(secretOf(at, 'nightly')).not.toBe(old);
    expect(await works(at, old)).toBe(mine());
    expect(await works(at, secretOf(at, 'nightly'))).toBe(mine());
    expect(await tokenNamed(at, 'nightly')).toMatchObject({ id: token?.id, awaitsDelivery: false });
    expect((await at.run.apply(whole(at), { dryRun: true })).code).toBe(0);
  });

  test('a new token whose secret cannot be delivered is revoked, and the next run issues it again', async () => {
    const failing = whole(at, { token: other("[sh, -c, 'base64 >&2; exit 3']") });
    const { code, out, err } = await at.run.apply(failing);
    expect(code).toBe(1);
    expect(err).toMatch(
      /access\.yaml:\d+:7 The secret of bot-\S+\/other could not be delivered: sh ended with exit code 3\. Its output is not shown, because it could contain the secret\. The token was revoked\.$/,
    );
    expect(out).toContain(
      `+ token ${mine()}/other is created, and was revoked, because its secret could not be delivered`,
    );
    expect(out).toMatch(/\n6 of 7 changes made\.$/);
    // In base64, `lku_` begins so.
    expect(err + out).not.toMatch(/lku_|bGt1X/);
    expect((await tokenNamed(at, 'other'))?.revokedAt).not.toBeNull();
    expect((await tokenNamed(at, 'team'))?.revokedAt).toBeNull();
    expect((await at.run.apply(whole(at, { token: other(command(at)) }))).code).toBe(0);
    expect(await works(at, secretOf(at, 'other'))).toBe(mine());
  });

  test('--json says how the delivery of each secret ended', async () => {
    const { out } = await at.run.apply(whole(at, { token: other("['false']") }), { json: true });
    const { changes, done } = JSON.parse(out);
    const ended = changes.map(({ name, delivery }: { name: string; delivery?: string }) => [name, delivery]).slice(4);
    expect(ended).toEqual([
      [`${mine()}/team`, 'delivered'],
      [`${mine()}/nightly`, 'delivered'],
      [`${mine()}/other`, 'revoked'],
    ]);
    expect(done).toBe(false);
    await change(at, 'nightly', { expiresAt: inDays(1) });
    const renewed = JSON.parse((await at.run.apply(broken(), { json: true })).out);
    expect(renewed.changes).toMatchObject([{ act: 'renew', delivery: 'undelivered' }]);
  });

  test('a command that cannot be started is reported with its line, the token is revoked, and others are delivered', async () => {
    const failing = `      a-first:
        permissions: [READ_USER]
        secret_command: [/nowhere/program]\n`;
    const { code, err } = await at.run.apply(whole(at).replace('      team:\n', `${failing}      team:\n`));
    expect(err).toMatch(
      /^\S+access\.yaml:13:7 The secret of bot-\S+\/a-first could not be delivered: The command cannot be started: .*\. The token was revoked\.$/,
    );
    expect(code).toBe(1);
    expect((await tokenNamed(at, 'a-first'))?.revokedAt).not.toBeNull();
    expect(await works(at, secretOf(at, 'nightly'))).toBe(mine());
  });

  test.each([0, 3])(
    'if the secret of a renewed token cannot be delivered twice, the old one works, and a run after %s hours delivers that secret',
    async (hours) => {
      await at.run.apply(whole(at));
      const old = secretOf(at, 'nightly');
      await change(at, 'nightly', { expiresAt: inDays(1) });
      const first = await at.run.apply(broken());
      expect(first.err).toMatch(/false ended with exit code 1\. Its output .* The next run delivers it again/);
      expect(first.code).toBe(1);
      const made = (await tokenNamed(at, 'nightly'))?.secretHash;
      const second = await at.run.apply(broken());
      expect(second.out).toContain(
        'gets a new secret, because the last one was not delivered, but the secret could not be delivered',
      );
      expect(second.code).toBe(1);
      expect(await works(at, old)).toBe(mine());
      await regeneratedHoursAgo(at, hours);
      expect((await at.run.apply(whole(at))).code).toBe(0);
      expect((await tokenNamed(at, 'nightly'))?.secretHash).toEqual(made);
      expect(secretOf(at, 'nightly')).not.toBe(old);
      expect(await works(at, old)).toBe(mine());
      expect(await works(at, secretOf(at, 'nightly'))).toBe(mine());
      expect(await at.run.apply(whole(at))).toEqual(nothing);
    },
  );

  test('if the file changes before a secret was delivered, another one is made, and the one in use still works', async () => {
    await at.run.apply(whole(at));
    const old = secretOf(at, 'nightly');
    await change(at, 'nightly', { expiresAt: inDays(1) });
    await at.run.apply(broken());
    const made = (await tokenNamed(at, 'nightly'))?.secretHash;
    await regeneratedHoursAgo(at, 1);
    const shorter = whole(at).replace('90d', '30d');
    expect((await at.run.apply(shorter)).code).toBe(0);
    expect((await tokenNamed(at, 'nightly'))?.secretHash).not.toEqual(made);
    expect(await works(at, old)).toBe(mine());
    expect(await works(at, secretOf(at, 'nightly'))).toBe(mine());
    expect(await at.run.apply(shorter)).toEqual(nothing);
  });

  test('a token without a command for its secret is refused, and nothing is written; --secret-to is one', async () => {
    const text = whole(at).replace(`        secret_command: ${command(at)}\n`, '');
    const refused = await at.run.apply(text);
    expect(refused.err).toMatch(/access\.yaml:13:7 The token bot-\S+\/team needs secret_command, or --secret-to/);
    expect(refused.code).toBe(1);
    expect(await roleNamed(at, `Role ${at.own}`)).toBeUndefined();
    const secretTo = `cat > '${at.run.folder}'/"$LATCHKEY_TOKEN_ACCOUNT-$LATCHKEY_TOKEN_NAME"`;
    expect((await at.run.apply(text, { secretTo })).code).toBe(0);
    expect(existsSync(`${at.run.folder}/${mine()}-team`)).toBe(true);
  });
});
