/** A summary of what the token in a form will be able to do, with warnings. */
import { WarningIcon } from '../../ui/icons.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Catalog, PermissionInfo } from '../permissions/catalog.ts';
import { methodsOf } from '../permissions/selection.ts';
import { limits } from '../token-limits/limits.ts';
import type { PermissionSet } from './documents.ts';
import { type Draft, limitByNeeds } from './draft.ts';
import { useOwner } from './owner.ts';

interface SummaryProps {
  draft: Draft;
  /** The initial values of the form. */
  before: Draft;
  catalog: Catalog;
  sets: PermissionSet[];
}

const shown = 8;

export function Summary({ draft, before, catalog, sets }: SummaryProps) {
  const allWords = useWords();
  const { summary: words, typeTexts } = allWords.tokens;
  const { calendarDay } = useFormats();
  const { name, super_admin, words: theirs } = useOwner();
  const byNeeds = limitByNeeds(draft, before);
  const power = usePermissionsOf(draft, catalog, sets);
  const methods = draft.type === 'USER' && draft.mode === 'custom' ? methodsOf(draft.selection, catalog) : null;
  const warnings = byNeeds === 'set' ? [] : power.filter(({ warning }) => warning !== null);
  const isUser = draft.type === 'USER';
  const bound = draft.operations.length;
  const isWhole = isUser && draft.mode === 'everything';
  return (
    <aside className="summary" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.actsAs(<bdi>{name}</bdi>)}</p>
      {isUser && bound > 0 && <p>{words.bound(bound)}</p>}
      {byNeeds && <p>{words.byNeeds[byNeeds]}</p>}
      {isWhole && byNeeds !== 'set' && <p>{super_admin ? theirs.superAdmin : theirs.whole}</p>}
      {isUser && !isWhole && !byNeeds && power.length === 0 && <p>{words.nothing}</p>}
      {draft.type !== 'USER' && <p>{typeTexts[draft.type]}</p>}
      {isUser && !isWhole && (
        <ul>
          {power.slice(0, shown).map(({ name, description }) => (
            <li key={name}>{description}</li>
          ))}
        </ul>
      )}
      {isUser && !isWhole && power.length > shown && <p>{words.more(power.length - shown)}</p>}
      {methods && <p>{words.methods(methods.length)}</p>}
      {warnings.length > 0 && (
        <div className="callout warning">
          <p>
            <WarningIcon /> {words.warnings}
          </p>
          <ul>
            {warnings.map(({ name, warning }) => (
              <li key={name}>
                <code>{name}</code> {warning}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{draft.expiry ? words.until(calendarDay(draft.expiry.toString())) : draft.expiry === null && words.endless}</p>
      {limits.map((limit) => limit.isFilled(draft.limits) && <p key={limit.name}>{limit.summary(allWords)}</p>)}
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
