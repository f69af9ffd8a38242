/** Reads a PATCH (RFC 7644, section 3.5.2) of a user, in the forms that Okta and Entra ID send, too. */
import { DomainError } from '../../domain/base/errors.ts';
import { plainPath } from '../../domain/provisioning/filter.ts';
import type { Person, User } from '../../domain/provisioning/people.ts';
import type { Exchange } from '../exchange.ts';
import { afterOperation, selects } from './addresses.ts';
import { Fault, scimFault } from './faults.ts';
import { bodyOf, booleanOf, isObject, objectOf, textOf } from './sent.ts';
import { type Name, nameIn, personOfName } from './users.ts';

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const mostOperations = 100;

export interface Operation {
  op: string;
  path: string | undefined;
  value: unknown;
}

/** Errors: 415, 400. */
export function operationsIn(exchange: Exchange): Operation[] {
  const operations = bodyOf(exchange, patchSchema).get('operations');
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations)
    throw new Fault('invalidSyntax', `\`Operations\` must be a list of 1 to ${mostOperations} operations.`);
  return operations.map((each, index) =>
    within(index, () => {
      const sent = objectOf(each, 'Each operation');
      const op = textOf(sent.get('op'), 'op')?.toLowerCase();
      if (op !== 'add' && op !== 'replace' && op !== 'remove')
        throw new Fault('invalidSyntax', '`op` must be add, replace or remove.');
      return { op, path: textOf(sent.get('path'), 'path'), value: sent.get('value') };
    }),
  );
}

interface Draft {
  person: Person;
  before: User;
  name: Name;
  /** The index of the last operation on the name. */
  namedBy: number;
  /** Null: none is left. */
  address: string | null;
  /** What has no value after the operation with this index. A later operation may set it. */
  missing: Map<string, number>;
}

/** What the operations make of the user, one after the other. */
export function patched(before: User, operations: readonly Operation[]): Person {
  const draft: Draft = { person: {}, before, name: {}, namedBy: -1, address: before.emailAddress, missing: new Map() };
  for (const [index, operation] of operations.entries()) within(index, () => applied(draft, operation, index));
  for (const [name, index] of draft.missing)
    throw new Fault('invalidValue', `\`Operations[${index}]\`: \`${name}\` must have a value.`);
  const { person, name, namedBy, address } = draft;
  if (address !== null && address !== before.emailAddress) person.emailAddress = address;
  return { ...person, ...within(namedBy, () => personOfName(name, before)) };
}

/** Errors name the operation. */
function within<T>(index: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Fault || error instanceof DomainError)) throw error;
    throw scimFault(error, `\`Operations[${index}]\`: `);
  }
}

function applied(draft: Draft, { op, path, value }: Operation, index: number): void {
  if (path !== undefined) {
    apply(draft, { op, path, value, index });
    return;
  }
  if (op === 'remove') throw new Fault('noTarget', 'remove requires a `path`.');
  if (!isObject(value)) throw new Fault('invalidValue', 'Without a `path`, `value` must be an object.');
  // Entra ID writes paths in place of the names.
  for (const [each, inner] of Object.entries(value))
    if (partsOf(each) && !isReadOnly(plainPath(each))) apply(draft, { op, path: each, value: inner, index });
}

const isReadOnly = (name: string) => /^(id|schemas|meta(\..*)?)$/.test(name);

interface Parts {
  /** In lower case, without the schema of users. */
  name: string;
  filter: string | undefined;
}

const attributeForm = /^(?:urn:[\w.:$-]+:)?[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?$/i;

/** Null: it is no path. */
export function partsOf(path: string): Parts | null {
  const [, attribute = '', filter, sub = ''] = /^([^[\]]+)(?:\[(.*)\])?((?:\.[\w$-]+)?)$/s.exec(path) ?? [];
  return attributeForm.test(attribute + sub) ? { name: plainPath(attribute + sub), filter } : null;
}

const held =
  /^(username|displayname|externalid|active|name|name\.(formatted|givenname|familyname)|emails|emails\.value)$/;

function apply(draft: Draft, { op, path, value, index }: Operation & { path: string; index: number }): void {
  const quoted = `\`${path.slice(0, 100)}\``;
  const parts = partsOf(path);
  if (!parts) throw new Fault('invalidPath', `${quoted} is not a path.`);
  const { name, filter } = parts;
  if (isReadOnly(name)) throw new Fault('mutability', `${quoted} cannot be changed.`);
  const isOfAddress = /^emails(\.|$)/.test(name);
  // Other attributes are ignored, as in a POST.
  if (!held.test(name) && !(isOfAddress && filter !== undefined)) return;
  if (filter !== undefined && !isOfAddress)
    throw new Fault('invalidPath', `${quoted} has a filter, and the attribute has one value.`);
  if (/^name\b/.test(name)) draft.namedBy = index;
  const isRemoval = op === 'remove';
  const { person } = draft;
  /** Undefined if there is none, so far. */
  const required = <T>(sent: T | undefined | null, attribute: string): T | undefined => {
    if (sent === undefined || sent === null) draft.missing.set(attribute, index);
    else draft.missing.delete(attribute);
    return sent ?? undefined;
  };
  const text = (attribute: string) => (isRemoval ? undefined : textOf(value, attribute));
  switch (name) {
    case 'username':
      person.username = required(text('userName'), 'userName');
      return;
    case 'displayname':
      // Without one, it is the name.
      person.publicName = text('displayName') ?? draft.before.name;
      return;
    case 'externalid':
      person.externalId = text('externalId') ?? null;
      return;
    case 'active':
      person.enabled = required(isRemoval ? undefined : booleanOf(unwrapped(value), 'active'), 'active');
      return;
    case 'name':
      draft.name = isRemoval
        ? { formatted: null, givenName: null, familyName: null }
        : { ...draft.name, ...nameIn(value) };
      return;
    case 'name.formatted':
      draft.name.formatted = text('name.formatted') ?? null;
      return;
    case 'name.givenname':
      draft.name.givenName = text('name.givenName') ?? null;
      return;
    case 'name.familyname':
      draft.name.familyName = text('name.familyName') ?? null;
      return;
    default: {
      if (filter !== undefined && !selects(filter, draft.address)) return;
      if (name !== 'emails' && name !== 'emails.value') return;
      draft.address = afterOperation(draft.address, { op, name, hasFilter: filter !== undefined, value });
      required(draft.address, 'emails');
    }
  }
}

/** Entra ID once wrote `[{"value": "False"}]`. */
function unwrapped(value: unknown): unknown {
  const [only, ...others] = Array.isArray(value) ? value : [];
  return isObject(only) && others.length === 0 ? objectOf(only, 'Each element').get('value') : value;
}
