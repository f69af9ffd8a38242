/** The permissions that a token would keep and those that would become latent. */
import { Button } from '../../ui/button.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { PermissionChips } from '../permissions/permission-chips.tsx';
import type { Suggestion } from './documents.ts';

interface ShrinkSuggestionProps {
  suggestion: Suggestion;
  /** Whether the token was issued only days ago. */
  isNew: boolean;
  isPending: boolean;
  shrink: () => void;
}

export function ShrinkSuggestion({ suggestion, isNew, isPending, shrink }: ShrinkSuggestionProps) {
  const { token, server } = useWords();
  const words = token.least;
  const formats = useFormats();
  const { kept_permissions: kept, latent_permissions: taken, warning_kinds, counted_since } = suggestion;
  if (taken.length === 0) return <p>{words.nothingTaken}</p>;
  if (kept.length === 0) return <p>{isNew ? words.notUsedYet : words.nothingKept}</p>;
  return (
    <>
      <p>{words.text}</p>
      <h3>{words.kept(kept.length)}</h3>
      <PermissionChips permissions={kept} />
      <h3>{words.taken(taken.length)}</h3>
      <PermissionChips permissions={taken} />
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
