/** A refusal in words: what to do about it, and what the server said, which is English. What is lacked can be asked for. */
import './note.css';
import { lazy, Suspense } from 'react';
import { Refusal } from '../api/refusal.ts';
import { useFormats, useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

const AskForAccess = lazy(() => import('../requests/ask-in-place.tsx'));

interface RefusalNoteProps {
  refusal: unknown;
  retry?: () => void;
  /** The fields whose faults are shown beside them. */
  shown?: readonly string[];
}

export function RefusalNote({ refusal, retry, shown = [] }: RefusalNoteProps) {
  const words = useWords().general;
  const formats = useFormats();
  const { code, fields, missing, lacking, message, requestId } =
    refusal instanceof Refusal ? refusal : new Refusal(String(refusal), {});
  const isShown = Object.keys(fields).length > 0 && Object.keys(fields).every((name) => shown.includes(name));
  const isTold = code === 'INTERNAL_SERVER_ERROR' || code === 'UNREACHABLE' || isShown;
  return (
    <div className="note fault" role="alert">
      <p>{words.refusal[code] ?? words.refusal.INTERNAL_SERVER_ERROR}</p>
      {!isTold && message && <p lang="en">{message.replaceAll('`', '')}</p>}
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
