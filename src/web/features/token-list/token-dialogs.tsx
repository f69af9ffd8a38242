/** Revokes and regenerates tokens from a list: the tokens concerned, and the dialogs. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { RevokeDialog } from './revoke-dialog.tsx';

/** Loaded when it is opened, because of its calendar. */
const RegenerateDialog = lazy(() => import('./regenerate-dialog.tsx'));

interface TokenDialogs<Item> {
  revoke: (tokens: Item[]) => void;
  regenerate: (token: Item) => void;
  dialogs: ReactNode;
}

/** `changed` is called after either act. */
export function useTokenDialogs<Item extends Token>(
  changed: (act: 'revoke' | 'regenerate') => void,
): TokenDialogs<Item> {
  const words = useWords().tokens.revoke;
  const [revoking, setRevoking] = useState<Item[]>([]);
  const [regenerating, setRegenerating] = useState<Item>();
  return {
    revoke: setRevoking,
    regenerate: setRegenerating,
    dialogs: (
      <>
        {revoking.length > 0 && (
          <RevokeDialog
            tokens={revoking}
            close={() => setRevoking([])}
            done={() => {
              notify(words.done(revoking.length));
              setRevoking([]);
              changed('revoke');
            }}
          />
        )}
        {regenerating && (
          <Suspense>
            <RegenerateDialog
              token={regenerating}
              close={() => setRegenerating(undefined)}
              done={() => {
                setRegenerating(undefined);
                changed('regenerate');
              }}
            />
          </Suspense>
        )}
      </>
    ),
  };
}
