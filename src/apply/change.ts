/** What `apply` would change: one change of one record, with the values before and after. */
import { isDeepStrictEqual } from 'node:util';
import type { Ask } from '../commands/ask.ts';

export const kinds = {
  permission: 'permission',
  role: 'role',
  permission_set: 'permission set',
  service_account: 'service account',
  token: 'token',
};

export type Kind = keyof typeof kinds;

/** The acts, with the words for what they do. */
export const acts = {
  create: 'is created',
  update: 'is changed',
  renew: 'gets a new secret, because it expires',
  redeliver: 'gets a new secret, because the last one was not delivered',
  remove: 'is removed',
  retire: 'is deleted, or retired if something has it',
  disable: 'is disabled',
  revoke: 'is revoked',
};

export type Act = keyof typeof acts;

/** How the delivery of a new secret ended, with the words for it after those of the act. */
export const outcomes = {
  delivered: '',
  revoked: ', and was revoked, because its secret could not be delivered',
  undelivered: ', but the secret could not be delivered',
  unconfirmed: ', but it could not be stored that the secret was delivered',
};

export type Outcome = keyof typeof outcomes;

export interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

export interface Change {
  act: Act;
  kind: Kind;
  name: string;
  /** Where it is in the file; null: it is not there any more. */
  place: string | null;
  fields: Difference[];
  /** The program for its new secret; null: none is named. Absent: it makes no secret. */
  command?: readonly string[] | null;
  /** Absent: it makes no secret, or was not made. */
  delivery?: Outcome | undefined;
  /** Makes the change. Returns the new secret, if it makes one. */
  make(ask: Ask, ids: Ids): Promise<NewSecret | undefined>;
}

/** A new secret, which is known only until it was delivered. */
export interface NewSecret {
  token: { id: string; account: string; name: string; place: string };
  secret: string;
  command: readonly string[] | null;
  /** Whether the token is new, so that nothing needs it if the secret cannot be delivered. */
  isNew: boolean;
}

/** The ids of records by their folded names; those of new ones are added when they are created. */
export type Ids = Record<'roles' | 'sets' | 'accounts', Map<string, string>>;

/** Those fields whose values differ. Lists are compared as sets; of something new, what is empty is left out. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>): Difference[] {
  const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);
  return Object.keys(after)
    .filter((field) => Object.hasOwn(before, field) || !isEmpty(after[field]))
    .filter((field) => !isDeepStrictEqual(sorted(before[field] ?? null), sorted(after[field] ?? null)))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

const sorted = (value: unknown) => (Array.isArray(value) ? [...new Set(value)].sort() : value);

/** Whether one of these fields differs. */
export const includesField = (fields: readonly Difference[], ...names: readonly string[]): boolean =>
  fields.some(({ field }) => names.includes(field));

/** For changes that make no secret. */
export const done = (work: Promise<unknown>): Promise<undefined> => work.then(() => undefined);

/** The removal of what is not in the file any more. */
export const removalOf = (act: Act, kind: Kind, name: string, remove: (ask: Ask) => Promise<unknown>): Change => ({
  act,
  kind,
  name,
  place: null,
  fields: [],
  make: (ask) => done(remove(ask)),
});
