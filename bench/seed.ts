/** Fills an empty, migrated database: every role grants every permission, and every user has tokens. */
import { personalAccessTokens } from '../schema/tokens.ts';
import { roles } from '../schema/roles.ts';
import { users } from '../schema/users.ts';
import { openPostgres } from '../src/db/open.ts';
import { everyPermission } from '../src/domain/permissions.ts';
import { fingerprint, hashSecret } from '../src/domain/secrets.ts';
import { type Size, tokenOf } from './requests.ts';

export async function seed(url: string, size: Size): Promise<void> {
  const { db, close } = openPostgres(url);
  for (const numbers of batches(size.roles))
    await db
      .insert(roles)
      .values(
        numbers.map((n) => ({ name: `Role ${n}`, nameKey: `role ${n}`, appliedPermissions: [...everyPermission] })),
      );
  for (const numbers of batches(size.users))
    await db.insert(users).values(
      numbers.map((n) => ({
        name: `User Number ${n}`,
        publicName: `User ${n}`,
        username: `user${n}`,
        usernameKey: `user${n}`,
        emailAddress: `user${n}@example.com`,
        emailAddressKey: `user${n}@example.com`,
        roleId: String(1 + (n % size.roles)),
      })),
    );
  for (const numbers of batches(size.tokens))
    await db.insert(personalAccessTokens).values(
      numbers.map((n) => ({
        userId: String(1 + (n % size.users)),
        name: `Token ${n}`,
        nameKey: `token ${n}`,
        secretHash: hashSecret(tokenOf(n)),
        ...fingerprint(tokenOf(n)),
      })),
    );
  await db.execute('analyze');
  await close();
}

/** The numbers from 1 to `count`, a thousand at a time. */
function* batches(count: number): Generator<number[]> {
  for (let first = 1; first <= count; first += 1000)
    yield Array.from({ length: Math.min(1000, count - first + 1) }, (_, place) => first + place);
}
