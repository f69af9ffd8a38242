/** Users as resources of SCIM (RFC 7643, section 4.1), and what a resource says about a person. */
import type { Person, User } from '../../domain/provisioning/people.ts';
import type { Exchange } from '../exchange.ts';
import { Fault } from './faults.ts';
import { bodyOf, booleanOf, isObject, objectOf, type Sent, textOf } from './sent.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';

export function resourceOf(user: User, publicUrl: string) {
  const { id, externalId, username, publicName, emailAddress, enabled, createdAt, updatedAt } = user;
  return {
    schemas: [userSchema],
    id,
    ...(externalId === null ? {} : { externalId }),
    userName: username,
    name: nameOf(user),
    displayName: publicName,
    emails: [{ value: emailAddress, type: 'work', primary: true }],
    active: enabled,
    meta: {
      resourceType: 'User',
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      location: locationOf(id, publicUrl),
      version: versionOf(user),
    },
  };
}

export const locationOf = (id: string, publicUrl: string) => `${publicUrl}/scim/v2/Users/${id}`;

export const versionOf = ({ version }: User) => `W/"${version}"`;

/** What is undefined stays as it is, and null is removed. */
export interface Name {
  formatted?: string | null | undefined;
  givenName?: string | null | undefined;
  familyName?: string | null | undefined;
}

const nameOf = ({ name, givenName, familyName }: User) => ({
  formatted: name,
  ...(givenName === null ? {} : { givenName }),
  ...(familyName === null ? {} : { familyName }),
});

/** The name of a user who had the name `before`. The parts make the whole when only they are new. */
export function personOfName(sent: Name, before?: User): Person {
  const { formatted } = sent;
  if (Object.values(sent).every((part) => part === undefined)) return {};
  const stored = { givenName: before?.givenName ?? null, familyName: before?.familyName ?? null };
  const known = formatted == null && before ? partsOf(before) : stored;
  const givenName = sent.givenName === undefined ? known.givenName : sent.givenName;
  const familyName = sent.familyName === undefined ? known.familyName : sent.familyName;
  const isSame = givenName === stored.givenName && familyName === stored.familyName;
  if (formatted === undefined && isSame) return {};
  const name = formatted ?? [givenName, familyName].filter(Boolean).join(' ');
  if (name === '') throw new Fault('invalidValue', '`name` must have a value.');
  return { name, givenName, familyName };
}

/** Those that a provider has sent, or else those of the name, split at its last space. */
function partsOf({ name, username, givenName, familyName }: User) {
  if (givenName !== null || familyName !== null) return { givenName, familyName };
  // The user name stands for a name that nobody has sent.
  if (name === username) return { givenName: null, familyName: null };
  const [, given = name, family = null] = /^(.*) (\S+)$/.exec(name) ?? [];
  return { givenName: given, familyName: family };
}

/** Attributes that are missing stay as they are, and attributes that Latchkey does not store are ignored. */
export function personIn(exchange: Exchange): (before?: User) => Person {
  const sent = bodyOf(exchange, userSchema);
  const name = nameIn(sent.get('name'));
  const others = {
    username: textOf(sent.get('username'), 'userName'),
    publicName: textOf(sent.get('displayname'), 'displayName'),
    emailAddress: addressIn(sent.get('emails'))?.value,
    externalId: textOf(sent.get('externalid'), 'externalId'),
    enabled: booleanOf(sent.get('active'), 'active'),
  };
  if ([...Object.values(name), ...Object.values(others)].every((value) => value === undefined))
    throw new Fault('invalidValue', '`userName` must have a value.');
  return (before) => ({ ...others, ...personOfName(name, before) });
}

export function nameIn(value: unknown): Name {
  if (value === undefined || value === null) return {};
  const sent = objectOf(value, '`name`');
  const part = (name: string) => textOf(sent.get(name.toLowerCase()), `name.${name}`);
  return { formatted: part('formatted'), givenName: part('givenName'), familyName: part('familyName') };
}

/** The addresses in a list of texts or of objects with a `value`. */
export function addressesIn(value: unknown): string[] {
  const list = value === undefined || value === null ? [] : [value].flat();
  const texts = list.map((each) => textOf(isObject(each) ? objectOf(each, 'Each').get('value') : each, 'emails.value'));
  return texts.filter((each) => each !== undefined);
}

/** One of several addresses: the primary one, or else that of the type `work`, or else the first. */
export function addressIn(value: unknown): { value: string; isMain: boolean } | undefined {
  if (value === undefined || value === null) return undefined;
  const list = Array.isArray(value) ? value : [value];
  if (!list.every(isObject)) throw new Fault('invalidValue', '`emails` must be a list of objects with a `value`.');
  const emails = list.map((each) => objectOf(each, 'Each element of `emails`'));
  const isPrimary = (email: Sent) => booleanOf(email.get('primary'), 'emails.primary') === true;
  const isWork = (email: Sent) => textOf(email.get('type'), 'emails.type')?.toLowerCase() === 'work';
  const main = emails.find(isPrimary) ?? emails.find(isWork);
  const address = textOf((main ?? emails[0])?.get('value'), 'emails.value');
  return address === undefined ? undefined : { value: address, isMain: main !== undefined };
}
