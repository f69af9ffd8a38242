/** A refusal in words: what to do about it, and why; without words of ours what the server said. What is lacked can be asked for. */
import './note.css';
import { lazy, Suspense } from 'react';
import { type Code, Refusal } from '../api/refusal.ts';
import { useFormats, useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

const AskForAccess = lazy(() => import('../features/access-requests/ask-for-access.tsx'));

/** What the server says beside these is no more than we do. */
const saysAll = new Set<Code>([
  'CHANGE_MADE',
  'INTERNAL_SERVER_ERROR',
  'NOT_FOUND',
  'OUTCOME_UNKNOWN',
  'PASSWORD_CONFIRMATION_REQUIRED',
  'UNAUTHENTICATED',
  'UNREACHABLE',
]);

interface RefusalNoteProps {
  refusal: unknown;
  retry?: () => void;
  /** The fields whose faults are shown beside them. */
  shown?: readonly string[];
}

export function RefusalNote({ refusal, retry, shown = [] }: RefusalNoteProps) {
  const { general: words, faults } = useWords();
  const formats = useFormats();
  const known = refusal instanceof Refusal ? refusal : new Refusal(String(refusal), {});
  const { code, fields, missing, lacking, message, reason, requestId } = known;
  const isShown = Object.keys(fields).length > 0 && Object.keys(fields).every((name) => shown.includes(name));
  const isNamed = missing.length > 0 && !reason;
  const isTold = saysAll.has(code) || isShown || isNamed;
  const why = isTold ? undefined : faults.because(known);
  return (
    <div className="note fault" role="alert">
      <p>{words.refusal[code] ?? words.refusal.INTERNAL_SERVER_ERROR}</p>
      {why && <p>{why}</p>}
      {!isTold && !why && message && <p lang="en">{message.replaceAll('`', '')}</p>}
      {missing.length > 0 && <p>{words.missing(formats.list(missing))}</p>}
      {requestId && <p>{words.requestId(requestId)}</p>}
      {lacking && (
        <Suspense>
          <AskForAccess lacking={lacking} />
        </Suspense>
      )}
      {retry && <Button onPress={retry}>{words.tryAgain}</Button>}
    </div>
  );
}
