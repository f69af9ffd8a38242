/** A summary of what the token in a form will be able to do: risks, permissions in their groups, and limits. */
import '../reach/reach.css';
import './summary.css';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import type { Catalog, PermissionInfo } from '../permissions/catalog.ts';
import type { PermissionSet } from './documents.ts';
import { type Draft, limitByNeeds } from './draft.ts';
import { useOwner } from './owner.ts';
import { SummaryGroups } from './summary-groups.tsx';
import { SummaryLimits } from './summary-limits.tsx';
import { SummaryRisks } from './summary-risks.tsx';

interface SummaryProps {
  draft: Draft;
  /** The initial values of the form. */
  before: Draft;
  catalog: Catalog;
  sets: PermissionSet[];
  /** Beside the button below the form another one, where the summary is beside the form. */
  children: ReactNode;
}

export function Summary({ draft, before, catalog, sets, children }: SummaryProps) {
  const { summary: words, typeTexts } = useWords().tokens;
  const { user_id, name, isUserName, super_admin, words: theirs } = useOwner();
  const byNeeds = limitByNeeds(draft, before);
  const isUser = draft.type === 'USER';
  // The server computes what it may do from its documents.
  const isComputed = byNeeds === 'set' || byNeeds === 'missing';
  const isWhole = isUser && !isComputed && (draft.mode === 'everything' || byNeeds === 'unknown');
  const power = usePermissionsOf(isWhole ? { ...draft, mode: 'everything' } : draft, catalog, sets);
  const shown = isComputed ? [] : power;
  return (
    <aside className="summary" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{(isUserName ? words.actsAsUser : words.actsAs)(<bdi>{name}</bdi>)}</p>
      {draft.type !== 'USER' && <p>{typeTexts[draft.type]}</p>}
      {byNeeds && <p>{words.byNeeds[byNeeds]}</p>}
      {isWhole && <p>{super_admin ? theirs.superAdmin : theirs.whole}</p>}
      {isUser && !isWhole && !byNeeds && power.length === 0 && <p>{words.nothing}</p>}
      <SummaryRisks permissions={shown} />
      {/* What another user may do is not known exactly. */}
      {(!isWhole || user_id === null) && <SummaryGroups permissions={shown} />}
      <SummaryLimits draft={draft} catalog={catalog} />
      {children}
    </aside>
  );
}

/** The permissions that the token would have now: those of its owner within its limit. */
function usePermissionsOf(
  { type, mode, setId, selection }: Draft,
  catalog: Catalog,
  sets: PermissionSet[],
): PermissionInfo[] {
  const { may } = useOwner();
  const inSet = new Set(sets.find(({ id }) => id === setId)?.permissions);
  const isIn = ({ name }: PermissionInfo) =>
    mode === 'everything' || (mode === 'set' ? inSet.has(name) : selection.permissions.has(name));
  return type === 'USER' ? catalog.permissions.filter((info) => may(info.name) && isIn(info)) : [];
}
