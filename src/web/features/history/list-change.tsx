/** What a change adds to a list and removes from it. Of limits of tokens, no list is no limit, so that a first list takes away. */
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import { Between } from './between.tsx';
import { Entries, listed } from './entries.tsx';
import { Value } from './value.tsx';
import { isNothing, type Values } from './values.ts';

interface ListChangeProps {
  name: string;
  before: unknown;
  after: unknown;
  of: { before: Values; after: Values };
}

/** Null means that there is no limit. */
const limits = ['permissions', 'issuer_permissions', 'methods', 'allowed_subnets', 'allowed_resources'];

export function ListChange({ name, before, after, of }: ListChangeProps) {
  const words = useWords().history;
  const isLimit = limits.includes(name) && (isMissing(before) || isMissing(after));
  if (isLimit)
    return (
      <Between
        before={<Limit {...{ name }} value={before} of={of.before} />}
        after={<Limit {...{ name }} value={after} of={of.after} />}
      />
    );
  const [old, now] = [listed(before), listed(after)];
  const [removed, added] = [old.filter((each) => !now.includes(each)), now.filter((each) => !old.includes(each))];
  if (removed.length + added.length === 0)
    return <span className="soft">{isNothing(after) ? words.none : words.sameList}</span>;
  if (name === 'latent_permissions') {
    // A new cap ends this list, whatever it allows.
    if (isNothing(after) && ('permissions' in of.after || 'permission_set_id' in of.after))
      return <span className="soft">{words.replaced}</span>;
    return (
      <>
        <Marked mark="del" label={words.takenOff} isSeen entries={added} />
        <Marked mark="ins" label={words.restored} isSeen entries={removed} />
      </>
    );
  }
  return (
    <>
      <Marked mark="del" label={words.removed} entries={removed} />
      <Marked mark="ins" label={words.added} entries={added} />
    </>
  );
}

const isMissing = (value: unknown) => value === null || value === undefined;

function Limit({ name, value, of }: { name: string; value: unknown; of: Values }) {
  const { only } = useWords().history;
  if (isMissing(value)) return <Value name={name} value={value} of={of} />;
  return (
    <>
      {only} <Value name={name} value={value} of={of} />
    </>
  );
}

interface MarkedProps {
  mark: 'del' | 'ins';
  label: string;
  /** Whether the label is shown, because the mark alone could be misread. */
  isSeen?: boolean;
  entries: readonly string[];
}

function Marked({ mark: Mark, label, isSeen = false, entries }: MarkedProps) {
  if (entries.length === 0) return null;
  const show = (each: string): ReactNode => (
    <Mark>
      {!isSeen && <span className="unseen">{label}: </span>}
      <bdi>{each}</bdi>
    </Mark>
  );
  return (
    <>
      {isSeen && <span className="changes-label">{label}</span>} <Entries entries={entries} show={show} />
    </>
  );
}
