/** What a simple limit of tokens consists of: one column, in which null means "no limit". */
import type { personalAccessTokens } from '../../../../schema/tokens.ts';
import type { Kind } from '../../lists/definition.ts';

export type Row = typeof personalAccessTokens.$inferSelect;

/** The use of a token that limits allow or refuse. */
export interface Use {
  ip: string | undefined;
  /** By the database's clock. */
  now: Date;
}

/** The answer to a use that is not allowed, and the message of its log entry. */
export interface Refusal {
  message: string;
  logged: string;
}

type Value<Column extends keyof Row> = NonNullable<Row[Column]>;

/** A value in an input. */
export type Given<Column extends keyof Row> = Readonly<Value<Column>>;

interface Rules<Field extends string, Column extends keyof Row, ColumnKind extends Kind, Escape extends string> {
  /** Its name in the API. */
  field: Field;
  column: Column;
  kind: ColumnKind;
  /** Of the field of lists. */
  description: string;
  /** Of the input field, and of the one that removes the limit, which has the prefix `unset_`. */
  input: string;
  unset: string;
  /** The value to store, by its form alone. Errors: INVALID_INPUT. */
  check: (given: Given<Column>) => Value<Column>;
  /** Requires that what the value refers to exists; null: it refers to nothing. Errors: INVALID_INPUT. */
  requireKnown: ((value: Value<Column>) => void) | null;
  /** Which uses of the token it allows; null: all, because it limits single permissions. */
  uses: { allows: (value: Value<Column>, use: Use) => boolean; refusal: Refusal } | null;
  /** Whether everything allowed by `one` is allowed by `other`. */
  isWithin: (one: Value<Column>, other: Value<Column>) => boolean;
  /** The kind of escalations that lead to use beyond the limit, and in words what they lead to; null: none can. */
  escape: { kind: Escape; words: string } | null;
}

/** A limit whose functions take whole rows and inputs, so that callers can go through all limits without knowing any. */
export function defineLimit<
  const Field extends string,
  Column extends keyof Row,
  ColumnKind extends Kind,
  const Escape extends string = never,
>({ check, requireKnown, uses, isWithin, ...facts }: Rules<Field, Column, ColumnKind, Escape>) {
  const { field, column } = facts;
  type Input = { [Name in Field]?: Given<Column> | null };
  type Unset = { [Name in `unset_${Field}`]?: boolean | null };
  const stored = (value: Row[Column] | null) => ({ [column]: value }) as Pick<Row, Column>;
  const formed = ({ [field]: given }: Input) => (given == null ? null : check(given));
  const checked = (input: Input) => {
    const value = formed(input);
    if (value !== null) requireKnown?.(value);
    return value;
  };
  return {
    ...facts,
    /** Its column with the value of an input, whether or not what it refers to exists. Errors: INVALID_INPUT. */
    formed: (input: Input) => stored(formed(input)),
    /** Its column with the value of an input. Errors: INVALID_INPUT. */
    requested: (input: Input) => stored(checked(input)),
    /** Its column after an edit; empty where the edit does not concern it. Errors: INVALID_INPUT. */
    edited: (input: Input & Unset) => (input[field] != null || input[`unset_${field}`] ? stored(checked(input)) : {}),
    copied: (row: Pick<Row, Column>) => stored(row[column]),
    logged: (row: Pick<Row, Column>) => ({ [field]: row[column] }),
    isSet: (row: Pick<Row, Column>) => row[column] !== null,
    /** Undefined: it allows the use. */
    refusalOf: ({ [column]: value }: Pick<Row, Column>, use: Use) =>
      uses && value !== null && !uses.allows(value, use) ? uses.refusal : undefined,
    isLoosened: ({ [column]: was }: Pick<Row, Column>, { [column]: is }: Pick<Row, Column>) =>
      was !== null && (is === null || !isWithin(is, was)),
  };
}
