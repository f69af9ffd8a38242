/** A value as people read it: times in their time zone, records by their names, and in words what is empty. */
import { useFormats, useWords } from '../../words/words.tsx';
import { Entries, listed } from './entries.tsx';
import { type Kind, RecordName } from './record-name.tsx';
import { isNothing, isSecret, type Values } from './values.ts';

interface ValueProps {
  name: string;
  value: unknown;
  /** All values that were logged at that time. */
  of: Values;
}

export function Value({ name, value, of }: ValueProps) {
  const words = useWords().history;
  const formats = useFormats();
  if (isNothing(value)) return <Nothing {...{ name, value, of }} />;
  const inWords = wordsOf(words.inWords, name);
  const text = (of: unknown) => inWords && wordsOf(inWords, String(of));
  if (text(value)) return text(value);
  if (isSecret(name)) return words.secret;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return formats.number(value);
  if (Array.isArray(value)) {
    const entries = listed(value);
    return (
      <Entries entries={entries} show={(each) => <bdi>{withComma(text(each) ?? each, each === entries.at(-1))}</bdi>} />
    );
  }
  if (typeof value !== 'string') return <bdi className="mono">{JSON.stringify(value)}</bdi>;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)$/.test(value))
    return <time dateTime={value}>{formats.instant(value)}</time>;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return formats.calendarDay(value);
  const kind = kinds[name];
  if (kind && /^\d+$/.test(value)) return <RecordName kind={kind} id={value} />;
  if (name === 'language' && /^[a-z]{2}$/.test(value)) return formats.language(value);
  return <bdi className={/^[A-Z]+(_[A-Z]+)+$/.test(value) ? 'mono' : ''}>{value}</bdi>;
}

/** The keys are of the log, which may contain any. */
const wordsOf = <Text,>(texts: Readonly<Record<string, Text>>, key: string): Text | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;

const withComma = (text: string, isLast: boolean) => (isLast ? text : `${text},`);

function Nothing({ name, value, of }: ValueProps) {
  const words = useWords().history;
  // A token has a set, single permissions or no limit.
  const isOther = name === 'permissions' ? !isNothing(of.permission_set_id) : Array.isArray(of.permissions);
  const isCap = name === 'permissions' || name === 'permission_set_id';
  const text = Array.isArray(value) || (isCap && isOther) ? undefined : wordsOf(words.unlimited, name);
  if (text) return text;
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="unseen">{words.none}</span>
    </>
  );
}

/** The records whose ids are values. */
const kinds: Partial<Record<string, Kind>> = {
  decided_by_user_id: 'user',
  permission_set_id: 'set',
  personal_access_token_id: 'token',
  project_id: 'project',
  role_id: 'role',
  user_id: 'user',
};
