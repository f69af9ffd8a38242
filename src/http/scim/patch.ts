/** Reads a PATCH (RFC 7644, section 3.5.2) of a user, in the forms that Okta and Entra ID send, too. */
import type { Filter, Value } from '../../domain/provisioning/filter.ts';
import { parseFilter, plainPath } from '../../domain/provisioning/filter.ts';
import type { Person, User } from '../../domain/provisioning/people.ts';
import type { Exchange } from '../exchange.ts';
import { Fault } from './faults.ts';
import { bodyOf, booleanOf, isObject, objectOf, textOf } from './sent.ts';
import { addressIn, type Name, nameIn, nameOf, personOfName } from './users.ts';

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const mostOperations = 100;

interface Operation {
  op: string;
  path: string | undefined;
  value: unknown;
}

/** Errors: 415, 400. */
export function operationsIn(exchange: Exchange): Operation[] {
  const operations = bodyOf(exchange, patchSchema).get('operations');
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations)
    throw new Fault('invalidSyntax', `\`Operations\` must be a list of 1 to ${mostOperations} operations.`);
  return operations.map((each) => {
    const sent = objectOf(each, 'Each operation');
    const op = textOf(sent.get('op'), 'op')?.toLowerCase();
    if (op !== 'add' && op !== 'replace' && op !== 'remove')
      throw new Fault('invalidSyntax', '`op` must be add, replace or remove.');
    return { op, path: textOf(sent.get('path'), 'path'), value: sent.get('value') };
  });
}

interface Draft {
  person: Person;
  before: User;
  name: Name;
}

/** What the operations make of the user, one after the other. */
export function patched(before: User, operations: readonly Operation[]): Person {
  const draft: Draft = { person: {}, before, name: {} };
  for (const operation of operations) {
    const { op, path, value } = operation;
    if (path !== undefined) apply(draft, op, path, value);
    else if (op === 'remove') throw new Fault('noTarget', 'remove requires a `path`.');
    else if (!isObject(value)) throw new Fault('invalidValue', 'Without a `path`, `value` must be an object.');
    // Entra ID writes paths in place of the names.
    else for (const [each, inner] of Object.entries(value)) if (!isReadOnly(each)) apply(draft, op, each, inner);
  }
  return { ...draft.person, ...named(draft) };
}

/** A new part of the name replaces the old one, unless the whole name is new. */
function named({ before, name }: Draft): Person {
  const { givenName, familyName, formatted } = name;
  if (formatted !== undefined) return personOfName(name);
  if (givenName === undefined && familyName === undefined) return {};
  const known = nameOf(before);
  const [, given = known.formatted, family] = /^(.*) (\S+)$/.exec(before.name) ?? [];
  const parts = known.familyName === undefined ? { givenName: given, familyName: family } : known;
  return personOfName({ givenName: givenName ?? parts.givenName, familyName: familyName ?? parts.familyName });
}

const isReadOnly = (path: string) => /^(id|meta|schemas)$/i.test(path);

/** Attributes of the schemas of SCIM that Latchkey does not store. */
const ignored =
  /^(nickname|profileurl|title|usertype|preferredlanguage|locale|timezone|password|phonenumbers|ims|photos|addresses|groups|entitlements|roles|x509certificates|name\.(middlename|honorificprefix|honorificsuffix)|emails\.(type|primary|display)|urn:ietf:params:scim:schemas:extension:.*)$/;

function apply(draft: Draft, op: string, path: string, value: unknown): void {
  if (isReadOnly(path)) throw new Fault('mutability', `\`${path}\` cannot be changed.`);
  const [, attribute = '', filter, sub = ''] = /^([^[\]]+)(?:\[(.*)\])?((?:\.[\w$-]+)?)$/s.exec(path) ?? [];
  const name = plainPath(attribute) + sub.toLowerCase();
  if (filter !== undefined && !name.startsWith('emails') && !isIgnored(name)) throw noSuchPath();
  const isRemoval = op === 'remove';
  const { person } = draft;
  switch (name) {
    case 'username':
      person.username = required(isRemoval ? undefined : textOf(value, 'userName'), 'userName');
      return;
    case 'displayname':
      // Without one, it is the name.
      person.publicName = (isRemoval ? undefined : textOf(value, 'displayName')) ?? draft.before.name;
      return;
    case 'externalid':
      person.externalId = (isRemoval ? undefined : textOf(value, 'externalId')) ?? null;
      return;
    case 'active':
      person.enabled = required(isRemoval ? undefined : booleanOf(value, 'active'), 'active');
      return;
    case 'name':
      draft.name = { ...draft.name, ...(isRemoval ? required(undefined, 'name') : nameIn(value)) };
      return;
    case 'name.formatted':
      draft.name.formatted = required(isRemoval ? undefined : textOf(value, name), name);
      return;
    case 'name.givenname':
      draft.name.givenName = isRemoval ? '' : (textOf(value, 'name.givenName') ?? '');
      return;
    case 'name.familyname':
      draft.name.familyName = isRemoval ? '' : (textOf(value, 'name.familyName') ?? '');
      return;
    case 'emails':
    case 'emails.value':
      person.emailAddress = addressFor(draft, op, name, filter, value) ?? person.emailAddress;
      return;
    default:
      if (!isIgnored(name)) throw noSuchPath();
  }
}

const isIgnored = (name: string) => ignored.test(name) || ignored.test(name.replace(/\..*$/s, ''));

const noSuchPath = () => new Fault('invalidPath', '`path` names no attribute of a user.');

/** Undefined: the operation is about an address that is not the user's one. */
function addressFor(draft: Draft, op: string, name: string, filter: string | undefined, value: unknown) {
  const current = new Map<string, Value>([
    ['value', draft.person.emailAddress ?? draft.before.emailAddress],
    ['type', 'work'],
    ['primary', true],
  ]);
  if (filter !== undefined && !fits(parseFilter(filter, 'path'), current))
    throw new Fault('noTarget', '`path` matches no address. A user has one, which is primary and of the type work.');
  const isWhole = name === 'emails' && filter === undefined;
  const found = name === 'emails.value' ? undefined : addressIn(value);
  if (isWhole && op === 'add' && found && !found.isMain) return undefined;
  const sent = name === 'emails.value' ? textOf(value, 'emails.value') : found?.value;
  return required(op === 'remove' ? undefined : sent, 'emails');
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Fault('invalidValue', `\`${name}\` must have a value.`);
  return value;
}

/** Whether an address is one of those that the filter in a path selects. */
function fits(filter: Filter, email: ReadonlyMap<string, Value>): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => fits(part, email));
    case 'or':
      return filter.parts.some((part) => fits(part, email));
    case 'not':
      return !fits(filter.part, email);
    case 'present':
      return email.has(filter.path);
    case 'compare': {
      const [one, other] = [email.get(filter.path), filter.value].map((each) => String(each).toLowerCase());
      if (filter.operator !== 'eq' && filter.operator !== 'ne')
        throw new Fault('invalidPath', 'A filter in a `path` compares with eq or ne.');
      return (one === other) === (filter.operator === 'eq');
    }
  }
}
