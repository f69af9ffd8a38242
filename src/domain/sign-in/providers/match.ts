/**
 * Finds the user of a person whom a provider has confirmed: by the linked account, or where it is configured by an email address that
 * both the provider and a link of ours have verified. Otherwise somebody who gets an account with that address there, or writes it into
 * a profile here, could sign in as another user. The operator may trust addresses that came by SCIM in place of the link.
 */
import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import { providerIdentities as table } from '../../../../schema/provider-identities.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import type { Claims, Provider } from '../../../oidc/provider.ts';
import { emailAddress } from '../../base/email-address.ts';
import { DomainError } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import * as accounts from '../../people/user-rows.ts';
import { refusal } from './refusals.ts';
import { roleOfNewUser } from './roles.ts';

export type Identity = typeof table.$inferSelect;

export async function findIdentity(db: Db, { issuer, subject }: Claims): Promise<Identity | null> {
  const same = and(eq(table.issuer, issuer), eq(table.subject, subject));
  return (await db.select().from(table).where(same))[0] ?? null;
}

/** The id of the user; null: none, or it is not configured. */
export async function findByEmail(db: Db, provider: Provider, claims: Claims): Promise<string | null> {
  const address = provider.matchByEmail ? verifiedAddress(claims) : null;
  if (address === null) return null;
  // Not by the form in which look-alike letters are the same.
  const isSame = sql`lower(${users.emailAddress}) = lower(${address})`;
  const provisioned = provider.trustProvisionedAddresses ? isNotNull(users.emailProvisionedAt) : undefined;
  const isVerified = or(isNotNull(users.emailVerifiedAt), provisioned);
  const person = and(isSame, isVerified, eq(users.serviceAccount, false));
  return (await db.select({ id: users.id }).from(users).where(person))[0]?.id ?? null;
}

/** Null also if it is none of the addresses that users can have, which are ASCII. */
function verifiedAddress({ email, emailVerified }: Claims): string | null {
  return emailVerified ? (emailAddress.safeParse(email).data ?? null) : null;
}

/** Creates the user of a person who has none. Errors: UNAUTHENTICATED. */
export async function createUser(tx: Db, provider: Provider, claims: Claims): Promise<string> {
  const { name: at } = provider;
  if (!provider.createUsers) throw refusal(because('NO_LINKED_USER', { provider: at }));
  const email_address = verifiedAddress(claims);
  const impossible = (cause?: unknown) => refusal(because('USER_NOT_CREATED', { provider: at }), cause);
  // Before the role: the person may have a user, whom only a verified address would find.
  if (email_address === null) throw impossible();
  const roleId = await roleOfNewUser(tx, provider, claims);
  const username = claims.username ?? email_address;
  const name = claims.name ?? username;
  try {
    const profile = accounts.checked({ name, username, public_name: name, email_address });
    return (await accounts.insert(tx, 'system', { ...profile, roleId })).id;
  } catch (error) {
    throw error instanceof DomainError ? impossible(error) : error;
  }
}
