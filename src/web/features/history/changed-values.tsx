/** What a change did to each value: before and after, and of lists what was added and removed. */
import './changed-values.css';
import { useWords } from '../../words/words.tsx';

type Values = Record<string, unknown>;

interface ChangedValuesProps {
  /** JSON objects of the columns that changed. */
  previous: string | null;
  current: string;
}

export function ChangedValues({ previous, current }: ChangedValuesProps) {
  const words = useWords().history;
  const [before, after] = [read(previous), read(current)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    // Of a new record, what is empty says nothing.
    (name) => !isNothing(before[name]) || !isNothing(after[name]),
  );
  if (names.length === 0) return null;
  return (
    <details className="changed-values">
      <summary>{words.values(names.length)}</summary>
      <dl>
        {names.map((name) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>
              <Change before={before[name]} after={after[name]} isNew={previous === null} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Change({ before, after, isNew }: { before: unknown; after: unknown; isNew: boolean }) {
  const words = useWords().history;
  if (isNew) return <bdi>{shown(after)}</bdi>;
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((each) => !before.includes(each)).map(shown);
    const removed = before.filter((each) => !after.includes(each)).map(shown);
    return (
      <>
        {removed.map((each) => (
          <del key={each} title={words.removed}>
            <bdi>{each}</bdi>
          </del>
        ))}
        {added.map((each) => (
          <ins key={each} title={words.added}>
            <bdi>{each}</bdi>
          </ins>
        ))}
      </>
    );
  }
  return (
    <>
      <del title={words.before}>
        <bdi>{isNothing(before) ? words.none : shown(before)}</bdi>
      </del>
      <ins title={words.after}>
        <bdi>{isNothing(after) ? words.none : shown(after)}</bdi>
      </ins>
    </>
  );
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Entries of other versions may have other texts. */
function read(text: string | null): Values {
  try {
    const values: unknown = JSON.parse(text ?? '{}');
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as Values) : {};
  } catch {
    return {};
  }
}
