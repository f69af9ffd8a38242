/** The simple limits of tokens: a new one is a file beside this one and a line here. What is done with all of them follows. */
import { personalAccessTokens as table } from '../../../../schema/tokens.ts';
import { checkAll } from '../../base/errors.ts';
import { type Column, maybe } from '../../lists/definition.ts';
import { allowedResources } from './allowed-resources.ts';
import { allowedSubnets } from './allowed-subnets.ts';
import type { Given, Refusal, Row, Use } from './limit.ts';

export const limits = [allowedSubnets, allowedResources] as const;

export type Limit = (typeof limits)[number];

/** The columns of the limits; null: no limit. */
export type LimitColumns = Pick<Row, Limit['column']>;

export type LimitInput = { [One in Limit as One['field']]?: Given<One['column']> | null };

export type LimitChanges = LimitInput & { [One in Limit as `unset_${One['field']}`]?: boolean | null };

/** The limits of a new token as columns. Errors: INVALID_INPUT. */
export const requireLimits = (input: LimitInput): LimitColumns =>
  Object.assign({}, ...limits.map((limit) => limit.requested(input)));

/** As `requireLimits`, whether or not what the limits refer to exists. Errors: INVALID_INPUT. */
export const requireLimitForms = (input: LimitInput): LimitColumns =>
  Object.assign({}, ...checkAll<Partial<LimitColumns>>(...limits.map((limit) => () => limit.formed(input))));

/** Those columns that an edit changes. Errors: INVALID_INPUT. */
export const editedLimits = (input: LimitChanges): Partial<LimitColumns> =>
  Object.assign({}, ...limits.map((limit) => limit.edited(input)));

export const copiedLimits = (row: LimitColumns): LimitColumns =>
  Object.assign({}, ...limits.map((limit) => limit.copied(row)));

/** For log entries. */
export const loggedLimits = (row: LimitColumns): Record<Limit['field'], unknown> =>
  Object.assign({}, ...limits.map((limit) => limit.logged(row)));

/** How the first limit that does not allow the use refuses it; undefined: all allow it. */
export function refusalOfUse(row: LimitColumns, use: Use): Refusal | undefined {
  for (const limit of limits) {
    const refusal = limit.refusalOf(row, use);
    if (refusal) return refusal;
  }
  return undefined;
}

export const isAnyLoosened = (before: LimitColumns, after: LimitColumns): boolean =>
  limits.some((limit) => limit.isLoosened(before, after));

/** The limits that a token has. */
export const limitsOn = (row: LimitColumns): ReadonlySet<Limit['field']> =>
  new Set(limits.filter((limit) => limit.isSet(row)).map(({ field }) => field));

/** The columns to select. */
export const limitColumns: Pick<typeof table, Limit['column']> = Object.assign(
  {},
  ...limits.map(({ column }) => ({ [column]: table[column] })),
);

/** The fields of lists of tokens. */
export const limitFields: Record<string, Column> = Object.fromEntries(
  limits.map(({ field, kind, column, description }) => [field, maybe(kind, table[column], description)]),
);

/** The escalations that lead to use beyond a limit. */
export const escapes = limits.flatMap(({ field, escape: way }) => (way ? [{ field, ...way }] : []));

export type EscapeKind = NonNullable<Limit['escape']>['kind'];
