/** What a change does to each value: before and after, of lists what it adds and removes, of long texts the words. */
import './changes.css';
import { Link } from 'react-aria-components';
import { useFormats, useWords } from '../../words/words.tsx';
import { textDiff } from './text-diff.ts';

export type Values = Readonly<Record<string, unknown>>;

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
      {changedNames(before, after).map((name) => (
        <div key={name}>
          <dt className={fields[name] ? '' : 'mono'} data-tip={fields[name] && name}>
            {fields[name] ?? name}
          </dt>
          <dd>
            {before ? (
              <Change name={name} before={before[name]} after={after[name]} />
            ) : (
              <Value {...{ name }} value={after[name]} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ChangeProps {
  name: string;
  before: unknown;
  after: unknown;
}

function Change({ name, before, after }: ChangeProps) {
  const words = useWords().history;
  if (Array.isArray(before) || Array.isArray(after)) return <ListChange name={name} before={before} after={after} />;
  if (isLong(before) && isLong(after) && !isSecret(name)) return <TextChange before={before} after={after} />;
  return (
    <>
      <del>
        <span className="unseen">{words.before}: </span>
        <Value name={name} value={before} />
      </del>
      <span className="changes-arrow" aria-hidden="true">
        →
      </span>
      <ins>
        <span className="unseen">{words.after}: </span>
        <Value name={name} value={after} />
      </ins>
    </>
  );
}

function ListChange({ name, before, after }: ChangeProps) {
  const words = useWords().history;
  const [old, now] = [listed(before), listed(after)];
  const removed = old.filter((each) => !now.includes(each));
  const added = now.filter((each) => !old.includes(each));
  // A list may be null, which means no limit, and an empty one means nothing.
  if (removed.length + added.length === 0) return <Plain>{isNothing(after) ? words.none : words.sameList}</Plain>;
  return (
    <>
      {removed.map((each) => (
        <del key={each}>
          <span className="unseen">{words.removed}: </span>
          <Value name={name} value={each} />
        </del>
      ))}
      {added.map((each) => (
        <ins key={each}>
          <span className="unseen">{words.added}: </span>
          <Value name={name} value={each} />
        </ins>
      ))}
    </>
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

const Plain = ({ children }: { children: string }) => <span className="soft">{children}</span>;

function Value({ name, value }: { name: string; value: unknown }) {
  const words = useWords().history;
  const formats = useFormats();
  if (isNothing(value)) return words.none;
  if (isSecret(name)) return words.secret;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return formats.number(value);
  if (Array.isArray(value)) return <bdi>{listed(value).join(', ')}</bdi>;
  if (typeof value !== 'string') return <bdi className="mono">{JSON.stringify(value)}</bdi>;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)$/.test(value))
    return <time dateTime={value}>{formats.instant(value)}</time>;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return formats.calendarDay(value);
  const place = pages[name];
  if (place && /^\d+$/.test(value)) return <Link href={`${place}/${value}`}>{value}</Link>;
  if (name === 'language' && /^[a-z]{2}$/.test(value)) return formats.language(value);
  return <bdi className={/^[A-Z]+(_[A-Z]+)+$/.test(value) ? 'mono' : ''}>{value}</bdi>;
}

/** Where the records are whose ids are values. */
const pages: Partial<Record<string, string>> = {
  permission_set_id: '/admin/permission-sets',
  personal_access_token_id: '/admin/tokens',
  project_id: '/admin/projects',
  role_id: '/admin/roles',
  user_id: '/admin/users',
};

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))) : [];

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const isLong = (value: unknown): value is string =>
  typeof value === 'string' && (value.length > 40 || /\n/.test(value));

/** The log has none of them: this is for entries of other programs. */
const isSecret = (name: string) => /(^|_)(secret|password|hash|pepper|private_key)$/.test(name);
