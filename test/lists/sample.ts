/** Sample data for lists: users and roles with varied values, and the same values as plain JavaScript objects. */
import { roles as rolesTable } from '../../schema/roles.ts';
import { users as usersTable } from '../../schema/users.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import type { Latchkey } from '../server.ts';

export const sampleRoles: Record<string, Permission[]> = {
  'Support Agent': ['READ_USER', 'UPDATE_USER'],
  'Billing 100%': ['READ_USER'],
  under_score: ['READ_ROLE'],
  Écluse: ['READ_USER', 'READ_ROLE', 'CREATE_NOTE'],
  'Without users': [],
};

const names = [
  'Ada',
  'ada',
  'Grace',
  'Älva',
  'ÉMILE',
  'émile',
  'Søren',
  'Ольга',
  'ΟΔΟΣ',
  'İzmir',
  'O_Neil',
  '50% Bob',
  'back\\slash',
];

/** Six weeks of creation times, 25 hours apart, so that days and instants differ. */
const arrival = (place: number) => new Date(Date.UTC(2027, 0, 1, 22, 30) + place * 25 * 3600 * 1000);

/** Adds the sample roles and `count` sample users; every fifth user has no role. */
export async function addSample({ db }: Latchkey, count = 33): Promise<void> {
  const made = await db
    .insert(rolesTable)
    .values(
      Object.entries(sampleRoles).map(([name, appliedPermissions]) => ({
        name,
        nameKey: name,
        appliedPermissions,
        ...(appliedPermissions.length === 0
          ? { removedPermissions: ['READ_USER'], removedAt: arrival(3), managedBy: 'portal' }
          : {}),
      })),
    )
    .returning();
  const withUsers = made.filter(({ appliedPermissions }) => appliedPermissions.length > 0);
  const people = Array.from({ length: count }, (_, place) => {
    const name = `${names[place % names.length]} ${place % 4}`;
    const username = `member-${place}`;
    return {
      name,
      publicName: place % 3 === 0 ? name.toUpperCase() : `Public ${place}`,
      username,
      usernameKey: username,
      emailAddress: `${username}@${place % 2 ? 'example.com' : 'Example.ORG'}`,
      emailAddressKey: username,
      mobileNumber: place % 3 === 1 ? null : `${place % 7}${'5'.repeat(place % 9)}`,
      language: place % 5 === 0 ? 'fr' : 'en',
      roleId: place % 5 === 4 ? null : (withUsers[place % withUsers.length]?.id ?? null),
      enabled: place % 6 !== 5,
      superAdmin: place === 7,
      serviceAccount: place % 8 === 6,
      managedBy: place % 8 === 6 ? 'portal' : null,
      passwordHash: place % 2 ? 'never matches' : null,
      createdAt: arrival(place),
      updatedAt: arrival(place * 2),
      version: 1 + (place % 3),
      fencedAt: place % 5 === 3 ? arrival(place) : null,
    };
  });
  await db.insert(usersTable).values(people);
}

export type UserFacts = Awaited<ReturnType<typeof usersOf>>[number];

/** All users by id, including the readers of the tests, with the field names of the API. */
export async function usersOf({ db }: Latchkey) {
  const rows = await db.select().from(usersTable).orderBy(usersTable.id);
  return rows.map((row) => ({
    id: row.id,
    sonar_unique_id: `user_${row.id}`,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    _version: String(row.version),
    completed_setup: row.passwordHash !== null,
    email_address: row.emailAddress,
    email_verified: row.emailVerifiedAt !== null,
    enabled: row.enabled,
    fenced_at: row.fencedAt,
    is_sonar_staff: false,
    language: row.language,
    managed_by: row.managedBy,
    mobile_number: row.mobileNumber,
    name: row.name,
    public_name: row.publicName,
    role_id: row.roleId,
    service_account: row.serviceAccount,
    super_admin: row.superAdmin,
    username: row.username,
  }));
}

export async function rolesOf({ db }: Latchkey) {
  const rows = await db.select().from(rolesTable).orderBy(rolesTable.id);
  return rows.map((row) => ({
    id: row.id,
    sonar_unique_id: `role_${row.id}`,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    _version: String(row.version),
    name: row.name,
    applied_permissions: row.appliedPermissions,
    counted_since: row.countedSince,
    removed_permissions: row.removedPermissions,
    removed_at: row.removedAt,
    managed_by: row.managedBy,
  }));
}

/** The ids of a list in the order of the answer. */
export const ids = (list: { entities: { id: string }[] }) => list.entities.map(({ id }) => id);

export const idsOf = (facts: { id: string }[]) => facts.map(({ id }) => id);
