/** What the pages need to know of a simple limit of tokens. */
import type { ReactNode } from 'react';
import type { Words } from '../../words/en/words.ts';
import type { formats } from '../../words/formats.ts';
import type { Catalog } from '../permissions/catalog.ts';

type Formats = ReturnType<typeof formats>;

interface FieldProps<Draft> {
  value: Draft;
  onChange: (value: Draft) => void;
  /** What is wrong with the value; undefined if nothing is. */
  error: ReactNode | undefined;
}

interface Rules<Name extends string, Value, Draft> {
  /** Its name in the API. */
  name: Name;
  /** The value in a form; of null when there is no limit. */
  draftOf: (value: Value | null) => Draft;
  valueIn: (draft: Draft) => Value | null;
  Field: (props: FieldProps<Draft>) => ReactNode;
  /** Whether forms offer it where there is no such limit yet; by default they do. */
  isOffered?: (catalog: Catalog) => boolean;
  /** In the form's summary of what the token can do. */
  summary: (words: Words) => string;
  /** Among the facts of a token. */
  factName: (words: Words) => string;
  fact: (value: Value, words: Words, formats: Formats) => ReactNode;
  /** In lists of tokens. */
  brief: (value: Value, words: Words) => string;
  /** Among what a token may do. */
  sentence: (value: Value, words: Words) => string;
}

/** A limit whose functions take whole tokens and forms, so that callers can go through all limits without knowing any. */
export function defineLimit<const Name extends string, Value, Draft>(rules: Rules<Name, Value, Draft>) {
  const { name, draftOf, valueIn, Field, isOffered = () => true } = rules;
  type Values = { [One in Name]: Value | null };
  type Drafts = { [One in Name]: Draft };
  type Changes = { [One in Name]?: Value } & { [One in `unset_${Name}`]?: true };
  const ofDraft = (draft: Draft) => ({ [name]: draft }) as Drafts;
  const shown =
    <Shown, Rest extends unknown[]>(show: (value: Value, ...rest: Rest) => Shown) =>
    ({ [name]: value }: Values, ...rest: Rest) =>
      value === null ? null : show(value, ...rest);
  return {
    name,
    draft: (token: Values | undefined) => ofDraft(draftOf(token?.[name] ?? null)),
    isFilled: (drafts: Drafts) => valueIn(drafts[name]) !== null,
    input: (drafts: Drafts) => ({ [name]: valueIn(drafts[name]) }) as Values,
    /** What an edit sends: nothing if the value did not change. */
    edit: ({ [name]: draft }: Drafts, before: Drafts) => {
      const value = valueIn(draft);
      const change = value === null ? { [`unset_${name}`]: true } : { [name]: value };
      return (draft === before[name] ? {} : change) as Changes;
    },
    field: (drafts: Drafts, change: (drafts: Drafts) => void, error: ReactNode | undefined, catalog: Catalog) =>
      (isOffered(catalog) || valueIn(drafts[name]) !== null) && (
        <Field key={name} value={drafts[name]} onChange={(draft) => change(ofDraft(draft))} error={error} />
      ),
    summary: rules.summary,
    factName: rules.factName,
    fact: shown(rules.fact),
    brief: shown(rules.brief),
    sentence: shown(rules.sentence),
  };
}
