/** The attributes of SCIM by which users are found and sorted, as columns, and filters as conditions in SQL. */
import { and, asc, desc, not, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { users } from '../../../schema/users.ts';
import { invalid } from '../base/errors.ts';
import { normalizedName } from '../base/names.ts';
import type { Filter, Operator, Value } from './filter.ts';
import { plainPath } from './filter.ts';

/** `exact` is a text whose case counts. */
type Kind = 'text' | 'exact' | 'id' | 'boolean' | 'instant';

interface Attribute {
  kind: Kind;
  column: SQL | AnyPgColumn;
}

/** The one address of a user is the primary one, and of the type `work`. */
const attributes: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ['id', { kind: 'id', column: users.id }],
  ['username', { kind: 'text', column: users.username }],
  ['externalid', { kind: 'exact', column: users.externalId }],
  ['displayname', { kind: 'text', column: users.publicName }],
  ['name', { kind: 'text', column: users.name }],
  ['name.formatted', { kind: 'text', column: users.name }],
  ['name.givenname', { kind: 'text', column: users.givenName }],
  ['name.familyname', { kind: 'text', column: users.familyName }],
  ['emails', { kind: 'text', column: users.emailAddress }],
  ['emails.value', { kind: 'text', column: users.emailAddress }],
  ['emails.type', { kind: 'text', column: sql`'work'::text` }],
  ['emails.primary', { kind: 'boolean', column: sql`true` }],
  ['active', { kind: 'boolean', column: users.enabled }],
  ['meta.created', { kind: 'instant', column: users.createdAt }],
  ['meta.lastmodified', { kind: 'instant', column: users.updatedAt }],
]);

/** Errors: INVALID_INPUT on `filter`. */
export function conditionOf(filter: Filter): SQL {
  switch (filter.kind) {
    case 'and':
      return and(...filter.parts.map(conditionOf)) as SQL;
    case 'or':
      return or(...filter.parts.map(conditionOf)) as SQL;
    case 'not':
      // What is not known, such as a comparison with an attribute that is missing, is not so.
      return not(sql`coalesce((${conditionOf(filter.part)}), false)`);
    case 'present':
      return sql`${attributeAt(filter).column} is not null`;
    case 'compare':
      return comparison(attributeAt(filter), filter.operator, filter.value, filter.written);
  }
}

/** Without an attribute: by id. Errors: INVALID_INPUT on `sortBy`. */
export function orderOf(sortBy: string | null, descending: boolean): SQL[] {
  const order = descending ? desc : asc;
  if (sortBy === null) return [order(users.id)];
  const attribute = attributes.get(plainPath(sortBy));
  if (!attribute) throw invalid('sortBy', 'must be an attribute by which users can be found.');
  const { kind, column } = attribute;
  return [order(kind === 'text' ? sql`lower(${column})` : sql`${column}`), order(users.id)];
}

function attributeAt({ path, written }: { path: string; written: string }): Attribute {
  const attribute = attributes.get(path);
  if (!attribute) throw invalid('filter', `names \`${written}\`, by which users cannot be found.`);
  return attribute;
}

const comparisons: Partial<Record<Operator, SQL>> = {
  eq: sql`=`,
  ne: sql`is distinct from`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
};

const patterns: Partial<Record<Operator, (escaped: string) => string>> = {
  co: (text) => `%${text}%`,
  sw: (text) => `${text}%`,
  ew: (text) => `%${text}`,
};

const words = new Map([
  ['true', true],
  ['false', false],
]);

function comparison({ kind, column }: Attribute, operator: Operator, value: Value, written: string): SQL {
  const isEquality = operator === 'eq' || operator === 'ne';
  const mismatch = (expected: string) =>
    invalid('filter', `compares \`${written}\` with ${operator} and a value that is not ${expected}.`);
  const compared = comparisons[operator];
  if (value === null) {
    if (!isEquality) throw mismatch('a text');
    return operator === 'eq' ? sql`${column} is null` : sql`${column} is not null`;
  }
  if (kind === 'boolean') {
    // Entra ID writes "False".
    const isTrue = typeof value === 'string' ? words.get(value.toLowerCase()) : value;
    if (typeof isTrue !== 'boolean' || !isEquality) throw mismatch('true or false');
    return sql`${column} ${compared} ${isTrue}`;
  }
  if (kind === 'id') {
    if (!isEquality) throw mismatch('an id');
    return /^\d{1,18}$/.test(`${value}`) ? sql`${column} ${compared} ${`${value}`}` : sql`${operator === 'ne'}`;
  }
  if (typeof value !== 'string') throw mismatch('a text');
  if (kind === 'instant') {
    const at = new Date(value);
    if (!compared || Number.isNaN(at.getTime())) throw mismatch('a time');
    return sql`${column} ${compared} ${at.toISOString()}::timestamptz`;
  }
  if (value.includes('\0')) throw mismatch('a text without the character U+0000');
  const normalized = kind === 'exact' ? value : compared ? normalizedName(value) : value.normalize('NFC');
  // Lower case is made by the database, as in the indexes.
  const folded = (text: SQL | AnyPgColumn) => (kind === 'exact' ? sql`${text}` : sql`lower(${text})`);
  if (compared) return sql`${folded(column)} ${compared} ${folded(sql`${normalized}::text`)}`;
  const pattern = (patterns[operator] as (escaped: string) => string)(normalized.replace(/[\\%_]/g, '\\$&'));
  return sql`${folded(column)} like ${folded(sql`${pattern}::text`)}`;
}
