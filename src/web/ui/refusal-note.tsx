/** Why the server refused something and what to do about it. Without words of ours, the server's own message is shown. */
import './callout.css';
import { type ComponentType, createContext, Suspense, useContext } from 'react';
import { type Code, type Lacking, Refusal } from '../api/refusal.ts';
import { useFormats, useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

/** Lets the user request the missing permissions. The pages set it, because it is in a layer above. */
export const RequestAccessContext = createContext<ComponentType<{ lacking: Lacking }> | null>(null);

/** For these the server's message says no more than our words. */
const isExplained = new Set<Code>([
  'CHANGE_MADE',
  'INTERNAL_SERVER_ERROR',
  'NOT_FOUND',
  'OUTCOME_UNKNOWN',
  'PASSWORD_CONFIRMATION_REQUIRED',
  'SECOND_FACTOR_REQUIRED',
  'UNAUTHENTICATED',
  'UNREACHABLE',
]);

interface RefusalNoteProps {
  refusal: unknown;
  retry?: () => void;
  /** The fields whose errors are shown beside them. */
  shown?: readonly string[];
}

export function RefusalNote({ refusal, retry, shown = [] }: RefusalNoteProps) {
  const { general: words, server } = useWords();
  const formats = useFormats();
  const RequestAccess = useContext(RequestAccessContext);
  const known = refusal instanceof Refusal ? refusal : new Refusal(String(refusal), {});
  const { code, fields, missing, lacking, message, reason, requestId } = known;
  const isShown = Object.keys(fields).length > 0 && Object.keys(fields).every((name) => shown.includes(name));
  const isMissingListed = missing.length > 0 && !reason;
  const needsNoReason = isExplained.has(code) || isShown || isMissingListed;
  const why = needsNoReason ? undefined : server.refusal(known);
  return (
    <div className="callout fault" role="alert">
      <p>{words.refusal[code] ?? words.refusal.INTERNAL_SERVER_ERROR}</p>
      {why && <p>{why}</p>}
      {!needsNoReason && !why && message && <p lang="en">{message.replaceAll('`', '')}</p>}
      {missing.length > 0 && <p>{words.missing(formats.list(missing))}</p>}
      {requestId && <p>{words.requestId(requestId)}</p>}
      {lacking && RequestAccess && (
        <Suspense>
          <RequestAccess lacking={lacking} />
        </Suspense>
      )}
      {retry && <Button onPress={retry}>{words.tryAgain}</Button>}
    </div>
  );
}
