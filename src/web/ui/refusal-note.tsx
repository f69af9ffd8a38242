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
}

export function RefusalNote({ refusal, retry }: RefusalNoteProps) {
  const { general: words, server } = useWords();
  const formats = useFormats();
  const RequestAccess = useContext(RequestAccessContext);
  const known = refusal instanceof Refusal ? refusal : new Refusal(String(refusal), {});
  const { code, fields, missing, lacking, message, reason, requestId } = known;
  const isMissingListed = missing.length > 0 && !reason;
  const needsNoReason = isExplained.has(code) || isMissingListed;
  const why = needsNoReason ? undefined : server.refusal(known);
  // These sentences say what is wrong, but not with which field.
  const names = why && (code === 'INVALID_INPUT' || reason === 'TAKEN') ? Object.keys(fields) : [];
  const text = !needsNoReason && !why && message.replaceAll('`', '');
  // What a conflict is with is said by its reason alone.
  const isSaid = code === 'CONFLICT' && (why || text);
  return (
    <div className="callout fault" role="alert">
      {!isSaid && <p>{words.refusal[code] ?? words.refusal.INTERNAL_SERVER_ERROR}</p>}
      {why && (
        <p>
          {names.length > 0 && (
            <>
              <code>{formats.list(names)}</code>:{' '}
            </>
          )}
          {why}
        </p>
      )}
      {text && <p lang="en">{text}</p>}
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
