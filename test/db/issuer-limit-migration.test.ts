/** The migration that limits tokens issued by another user, which it finds in the log. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { granted } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import {
  copy,
  done,
  freshName,
  grant as grantOn,
  inBrowser,
  made,
  project,
  regenerate,
  revoke,
  rowsOf,
  serviceAccount,
  world,
} from '../tokens/acts.ts';

const administration = [
  'READ_PERSONAL_ACCESS_TOKEN',
  'CREATE_PERSONAL_ACCESS_TOKEN',
  'UPDATE_PERSONAL_ACCESS_TOKEN',
] as const;

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  test('limits active tokens that another user issued, copied or regenerated to the permissions that this user could grant at the migration', async () => {
    const someone = async (...permissions: Parameters<typeof at.as.having>) => {
      const who = await at.as.having(...permissions);
      return { ...who, by: await inBrowser(at.server, who) };
    };
    const issuer = await someone(...administration, 'READ_USER', 'READ_ROLE');
    const other = await someone(...administration, 'READ_USER');
    const user = await someone('READ_USER');
    await granted(issuer.by, at.owner, { permissions: ['CREATE_NOTE'] });
    await granted(issuer.by, at.owner, { permissions: ['DELETE_ROLE'] }, { for_hours: 2 });
    const { key } = await project(at);
    const robot = await serviceAccount(at);
    for (const { id } of [issuer, robot]) await grantOn(at, 'grant', key, { user_id: id });
    const forRobot = { user_id: robot.id, type: 'PROJECT_ANALYSIS', project_key: key };

    const own = await made(user.by);
    const ofOwner = await made(at.owner, { user_id: user.id });
    const issued = await made(issuer.by, { user_id: user.id });
    const copied = await done(copy(issuer.by, own.id, { name: freshName() }));
    const regenerated = await made(user.by);
    await done(regenerate(issuer.by, regenerated.id));
    const both = await made(issuer.by, { user_id: user.id });
    await done(regenerate(other.by, both.id));
    const analysis = await made(issuer.by, forRobot);
    const revoked = await made(issuer.by, { user_id: user.id });
    await revoke(user.by, revoked.id);

    await at.server.db.execute(sql`alter table personal_access_tokens drop column issuer_permissions`);
    const file = await readFile('migrations/0007_token_issuer_limit.sql', 'utf8');
    for (const statement of file.split('--> statement-breakpoint')) await at.server.db.execute(sql.raw(statement));

    const rows = await rowsOf<{ id: string; limit: string[] | null }>(
      at.server,
      sql`select id::text, issuer_permissions as limit from personal_access_tokens`,
    );
    const limitOf = ({ id }: { id: string }) => rows.find((row) => row.id === id)?.limit;
    const lasting = [...administration, 'CREATE_NOTE', 'READ_ROLE', 'READ_USER'].sort();
    for (const token of [own, ofOwner, revoked]) expect(limitOf(token)).toBeNull();
    for (const token of [issued, copied, regenerated]) expect(limitOf(token)).toEqual(lasting);
    expect(limitOf(both)).toEqual([...administration, 'READ_USER'].sort());
    expect(limitOf(analysis)).toEqual([...lasting, 'EXECUTE_ANALYSIS'].sort());
    // The tokens of the test users were issued by the operator, so they are not limited.
    expect(rows.filter(({ limit }) => limit !== null)).toHaveLength(5);
    const logged = await rowsOf<{ current: string }>(
      at.server,
      sql`select message, previous, current, user_id, credential from logs where loggable_id = ${issued.id} and credential = 'system'`,
    );
    expect(logged.map((entry) => ({ ...entry, current: JSON.parse(entry.current) }))).toEqual([
      {
        message: `Personal access token ${issued.name} is limited to what could be granted by whoever issued or regenerated it for its owner.`,
        previous: '{"issuer_permissions":null}',
        current: { issuer_permissions: lasting },
        user_id: null,
        credential: 'system',
      },
    ]);
  });
});
