/** The permissions that a token would keep and those that would become latent. */
import type { Permission } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { PermissionChips } from '../permissions/permission-chips.tsx';
import type { Suggestion } from './documents.ts';

interface ShrinkSuggestionProps {
  suggestion: Suggestion;
  /** What the token may do now; null if that is not known. */
  present: readonly Permission[] | null;
  /** Whether it has whatever its owner has, including what the owner gets later. */
  isWhole: boolean;
  /** Whether the token was issued only days ago. */
  isNew: boolean;
  isPending: boolean;
  shrink: () => void;
}

export function ShrinkSuggestion(props: ShrinkSuggestionProps) {
  const { suggestion, present, isWhole, isNew, isPending, shrink } = props;
  const { token, server } = useWords();
  const words = token.least;
  const formats = useFormats();
  const { kept_permissions: kept, latent_permissions: taken, warning_kinds, counted_since } = suggestion;
  if (taken.length === 0) return <p>{words.nothingTaken}</p>;
  if (kept.length === 0) return <p>{isNew ? words.notUsedYet : words.nothingKept}</p>;
  const held = present ? taken.filter((permission) => present.includes(permission)) : taken;
  const others = taken.length - held.length;
  return (
    <>
      <p>{held.length > 0 ? words.text : words.onlyLater}</p>
      <h3>{words.kept(kept.length)}</h3>
      <PermissionChips permissions={kept} />
      {held.length > 0 && (
        <>
          <h3>{words.taken(held.length)}</h3>
          <PermissionChips permissions={held} />
          {others > 0 && <p className="soft">{isWhole ? words.takenLater : words.takenOthers(others)}</p>}
        </>
      )}
      {warning_kinds.length > 0 && (
        <ul className="callout warning warnings">
          {warning_kinds.map((kind) => (
            <li key={kind}>{server.shrinkWarning(kind, formats.day(counted_since))}</li>
          ))}
        </ul>
      )}
      <Button look="primary" isPending={isPending} onPress={shrink}>
        {words.shrink}
      </Button>
    </>
  );
}
