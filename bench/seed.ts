/** Fills an empty, migrated database: every user has a role, a session and tokens. */
import { projectGrants, projects } from '../schema/projects.ts';
import { roles } from '../schema/roles.ts';
import { sessions } from '../schema/sessions.ts';
import { tokenPolicies } from '../schema/token-policy.ts';
import { personalAccessTokens } from '../schema/tokens.ts';
import { users } from '../schema/users.ts';
import type { Db } from '../src/db/database.ts';
import { openPostgres } from '../src/db/open.ts';
import { everyPermission, type Permission } from '../src/domain/access/permissions.ts';
import { fingerprint, hashSecret } from '../src/domain/base/secrets.ts';
import { projectTokens, type Size, serviceToken, sessionOf, tokenOf } from './requests.ts';

export async function seed(url: string, size: Size): Promise<void> {
  const { db, close } = openPostgres(url);
  await fill(db, size);
  await close();
}

export async function fill(db: Db, size: Size): Promise<void> {
  const needed: Permission[] = ['READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN', 'INTROSPECT_TOKEN'];
  const permissions = [...new Set([...needed, ...everyPermission])].slice(0, size.permissions);
  for (const numbers of batches(size.roles))
    await db
      .insert(roles)
      .values(numbers.map((n) => ({ name: `Role ${n}`, nameKey: `role ${n}`, appliedPermissions: permissions })));
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
  // The password counts as confirmed for as long as a run can take.
  const passwordConfirmedAt = new Date(Date.now() + 86_400_000);
  const expiresAt = new Date(Date.now() + 2 * 86_400_000);
  for (const numbers of batches(size.users))
    await db.insert(sessions).values(
      numbers.map((n) => ({
        userId: String(n),
        secretHash: hashSecret(sessionOf(n)),
        passwordConfirmedAt,
        expiresAt,
        ip: '127.0.0.1',
      })),
    );
  await db.update(tokenPolicies).set({ tokensPerUser: 10_000 });
  for (const numbers of batches(projectTokens)) await seedProjects(db, numbers, size);
  await seedService(db);
  await db.execute('analyze');
}

/** A project for each number, its grant and its token, all for the owner of the plain token with that number. */
async function seedProjects(db: Db, numbers: number[], size: Size): Promise<void> {
  const owner = (n: number) => String(1 + (n % size.users));
  await db.insert(projects).values(numbers.map((n) => ({ key: `project-${n}`, name: `Project ${n}` })));
  const permission = 'EXECUTE_ANALYSIS';
  await db.insert(projectGrants).values(numbers.map((n) => ({ projectId: String(n), permission, userId: owner(n) })));
  await db.insert(personalAccessTokens).values(
    numbers.map((n) => ({
      userId: owner(n),
      type: 'PROJECT_ANALYSIS',
      projectId: String(n),
      name: `Project token ${n}`,
      nameKey: `project token ${n}`,
      secretHash: hashSecret(tokenOf(n, 'lkp_')),
      ...fingerprint(tokenOf(n, 'lkp_')),
    })),
  );
}

/** A service account and its token. */
async function seedService(db: Db): Promise<void> {
  const name = 'service';
  const emailAddress = 'service@example.com';
  const account = { name, publicName: name, username: name, usernameKey: name, emailAddress, serviceAccount: true };
  const values = { ...account, emailAddressKey: emailAddress, roleId: '1' };
  const [{ id } = { id: '' }] = await db.insert(users).values(values).returning({ id: users.id });
  const hashed = { secretHash: hashSecret(serviceToken), ...fingerprint(serviceToken) };
  await db.insert(personalAccessTokens).values({ userId: id, name, nameKey: name, ...hashed });
}

/** The numbers from 1 to `count`, a thousand at a time. */
function* batches(count: number): Generator<number[]> {
  for (let first = 1; first <= count; first += 1000)
    yield Array.from({ length: Math.min(1000, count - first + 1) }, (_, place) => first + place);
}
