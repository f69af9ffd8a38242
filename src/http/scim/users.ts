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

export interface Name {
  formatted?: string | undefined;
  givenName?: string | undefined;
  familyName?: string | undefined;
}

/** A name is stored as one text. Its parts are known if a provider has sent them and the name was not changed since. */
export function nameOf({ name, familyName }: User): Name {
  if (familyName === null) return { formatted: name };
  if (name === familyName) return { formatted: name, familyName };
  if (!name.endsWith(` ${familyName}`)) return { formatted: name };
  return { formatted: name, givenName: name.slice(0, -familyName.length).trim(), familyName };
}

/** The name that these parts make, unless the whole is given. */
export function personOfName({ formatted, givenName, familyName }: Name): Person {
  const name = formatted ?? [givenName, familyName].filter(Boolean).join(' ');
  return name === '' ? {} : { name, familyName: familyName === '' ? null : familyName };
}

/** Attributes that are missing stay as they are, and attributes that Latchkey does not store are ignored. */
export function personIn(exchange: Exchange): Person {
  const sent = bodyOf(exchange, userSchema);
  return {
    username: textOf(sent.get('username'), 'userName'),
    ...personOfName(nameIn(sent.get('name'))),
    publicName: textOf(sent.get('displayname'), 'displayName'),
    emailAddress: addressIn(sent.get('emails'))?.value,
    externalId: textOf(sent.get('externalid'), 'externalId'),
    enabled: booleanOf(sent.get('active'), 'active'),
  };
}

export function nameIn(value: unknown): Name {
  if (value === undefined || value === null) return {};
  const sent = objectOf(value, '`name`');
  const part = (name: string) => textOf(sent.get(name.toLowerCase()), `name.${name}`);
  return { formatted: part('formatted'), givenName: part('givenName'), familyName: part('familyName') };
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
