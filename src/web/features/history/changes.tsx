/** What a change does to each value: before and after, of lists what it adds and removes, of long texts the words. */
import './changes.css';
import { useWords } from '../../words/words.tsx';
import { Between } from './between.tsx';
import { ListChange } from './list-change.tsx';
import { textDiff } from './text-diff.ts';
import { Value } from './value.tsx';
import { isNothing, isSecret, type Values } from './values.ts';

interface ChangesProps {
  /** Null: the record is new. */
  before: Values | null;
  after: Values;
}

/** Of a new record, what is empty says nothing. */
export const changedNames = (before: Values | null, after: Values): string[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].filter(
    (name) => !isNothing(before?.[name]) || !isNothing(after[name]),
  );

export function Changes({ before, after }: ChangesProps) {
  const { fields } = useWords().history;
  return (
    <dl className="changes">
      {changedNames(before, after).map((key) => {
        const name = inSnakeCase(key);
        return (
          <div key={key}>
            <dt data-tip={key}>{fields[name] ?? inWords(name)}</dt>
            <dd>
              {before ? (
                <Change {...{ name }} before={before[key]} after={after[key]} of={{ before, after }} />
              ) : (
                <Value {...{ name }} value={after[key]} of={after} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Some records are logged with the names that the program has for their columns. */
const inSnakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** For entries of other versions. */
const inWords = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

interface ChangeProps {
  name: string;
  before: unknown;
  after: unknown;
  of: { before: Values; after: Values };
}

function Change({ name, before, after, of }: ChangeProps) {
  if (Array.isArray(before) || Array.isArray(after)) return <ListChange {...{ name, before, after, of }} />;
  if (isLong(before) && isLong(after) && !isSecret(name)) return <TextChange before={before} after={after} />;
  return (
    <Between
      before={<Value name={name} value={before} of={of.before} />}
      after={<Value name={name} value={after} of={of.after} />}
    />
  );
}

function TextChange({ before, after }: { before: string; after: string }) {
  const words = useWords().history;
  return (
    <p className="changed-text" dir="auto">
      {textDiff(before, after).map(({ kind, text }, place) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts stay where they are
        if (kind === 'same') return <span key={place}>{text}</span>;
        const Mark = kind === 'removed' ? 'del' : 'ins';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts stay where they are
          <Mark key={place}>
            <span className="unseen">{words[kind]}: </span>
            {text}
          </Mark>
        );
      })}
    </p>
  );
}

const isLong = (value: unknown): value is string =>
  typeof value === 'string' && (value.length > 40 || /\n/.test(value));
