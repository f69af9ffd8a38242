/** What a PATCH does with the one address of a user: which operations are about it, and what they make of it. */
import { type Filter, parseFilter, type Value } from '../../domain/provisioning/filter.ts';
import { Fault } from './faults.ts';
import { textOf } from './sent.ts';
import { addressesIn, addressIn } from './users.ts';

/** Whether the filter in a path selects the address of the user. Null: it was removed, and a new one takes its place. */
export function selects(filter: string, address: string | null): boolean {
  const email = new Map<string, Value>([
    ['type', 'work'],
    ['primary', true],
  ]);
  if (address !== null) email.set('value', address);
  return fits(parseFilter(filter, 'path'), email);
}

interface Change {
  op: string;
  name: 'emails' | 'emails.value';
  hasFilter: boolean;
  value: unknown;
}

/** The address after the operation; null: none is left. */
export function afterOperation(address: string | null, { op, name, hasFilter, value }: Change): string | null {
  if (op === 'remove') {
    const removed = name === 'emails' && !hasFilter ? addressesIn(value) : [];
    return removed.length === 0 || removed.some((each) => isSame(each, address)) ? null : address;
  }
  if (name === 'emails.value') return textOf(value, 'emails.value') ?? null;
  const found = addressIn(value);
  if (hasFilter || op === 'replace') return found?.value ?? null;
  if (found === undefined || (address !== null && !found.isMain)) return address;
  return found.value;
}

const folded = (value: unknown) => String(value).normalize('NFC').trim().toLowerCase();
const isSame = (one: unknown, other: unknown) => folded(one) === folded(other);

function fits(filter: Filter, email: ReadonlyMap<string, Value>): boolean {
  switch (filter.kind) {
    case 'and':
      // Each part is read, because it may be wrong.
      return filter.parts.map((part) => fits(part, email)).every(Boolean);
    case 'or':
      return filter.parts.map((part) => fits(part, email)).some(Boolean);
    case 'not':
      return !fits(filter.part, email);
    case 'present':
      return email.has(filter.path);
    case 'compare': {
      if (filter.operator !== 'eq' && filter.operator !== 'ne')
        throw new Fault('invalidPath', 'A filter in a `path` compares with eq or ne.');
      return isSame(email.get(filter.path), filter.value) === (filter.operator === 'eq');
    }
  }
}
