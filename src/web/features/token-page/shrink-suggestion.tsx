/** What shrinking a token would leave it and what it would take, before it is done. */
import '../reach/reach.css';
import type { Permission } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Suggestion } from './documents.ts';

interface SuggestedProps {
  suggestion: Suggestion;
  isPending: boolean;
  shrink: () => void;
}

export function Suggested({ suggestion, isPending, shrink }: SuggestedProps) {
  const words = useWords().token.least;
  const formats = useFormats();
  const { kept_permissions: kept, latent_permissions: taken, warning_kinds, warnings, counted_since } = suggestion;
  if (taken.length === 0) return <p>{words.nothingTaken}</p>;
  if (kept.length === 0) return <p>{words.nothingKept}</p>;
  return (
    <>
      <p>{words.text}</p>
      <h3>{words.kept(kept.length)}</h3>
      <Chips permissions={kept} />
      <h3>{words.taken(taken.length)}</h3>
      <Chips permissions={taken} />
      {warnings.length > 0 && (
        <ul className="note warning warnings">
          {warning_kinds.map((kind, place) => (
            <li key={kind}>{words.warning(kind, formats.day(counted_since), warnings[place] ?? '')}</li>
          ))}
        </ul>
      )}
      <Button look="primary" isPending={isPending} onPress={shrink}>
        {words.shrink}
      </Button>
    </>
  );
}

const Chips = ({ permissions }: { permissions: readonly Permission[] }) => (
  <ul className="chips">
    {permissions.map((permission) => (
      <li key={permission}>
        <code className="chip">{permission}</code>
      </li>
    ))}
  </ul>
);
