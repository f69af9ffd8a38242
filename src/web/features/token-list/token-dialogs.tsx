/** Removing and regenerating tokens from a table of them: which are being asked about, and the dialogs that ask. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { notify } from '../../ui/notices.tsx';
import { useWords } from '../../words/words.tsx';
import type { Policy } from '../expiry/expiry.ts';
import type { Token } from '../token-form/documents.ts';
import { RemoveDialog } from './revoke-dialog.tsx';

/** It brings a calendar, which is sent to those who open it. */
const RegenerateDialog = lazy(() => import('./regenerate-dialog.tsx'));

interface TokenDialogs<Item> {
  remove: (tokens: Item[]) => void;
  regenerate: (token: Item) => void;
  dialogs: ReactNode;
}

/** `changed` is called when one of them was done: `removed` says whether the selection is gone. */
export function useTokenDialogs<Item extends Token>(
  policy: Policy,
  changed: (removed: boolean) => void,
): TokenDialogs<Item> {
  const words = useWords().tokens.remove;
  const [removing, setRemoving] = useState<Item[]>([]);
  const [regenerating, setRegenerating] = useState<Item>();
  return {
    remove: setRemoving,
    regenerate: setRegenerating,
    dialogs: (
      <>
        {removing.length > 0 && (
          <RemoveDialog
            tokens={removing}
            close={() => setRemoving([])}
            done={() => {
              notify(words.done(removing.length));
              setRemoving([]);
              changed(true);
            }}
          />
        )}
        {regenerating && (
          <Suspense>
            <RegenerateDialog
              token={regenerating}
              policy={policy}
              close={() => setRegenerating(undefined)}
              done={() => {
                setRegenerating(undefined);
                changed(false);
              }}
            />
          </Suspense>
        )}
      </>
    ),
  };
}
