/** Revokes, regenerates and confirms tokens from a list: the tokens concerned, and the dialogs. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { RevokeDialog } from './revoke-dialog.tsx';

/** Loaded when they are opened: the one because of its calendar, the other because it is seldom needed. */
const RegenerateDialog = lazy(() => import('./regenerate-dialog.tsx'));
const ConfirmTokensDialog = lazy(() => import('./confirm-tokens-dialog.tsx'));

export type Changed = (act: 'revoke' | 'regenerate' | 'confirm') => void;

interface TokenDialogs<Item> {
  revoke: (tokens: Item[]) => void;
  regenerate: (token: Item) => void;
  /** Those that are blocked since a restore. */
  confirm: (tokens: Item[]) => void;
  dialogs: ReactNode;
}

/** `changed` is called after each act. */
export function useTokenDialogs<Item extends Token>(changed: Changed): TokenDialogs<Item> {
  const words = useWords().tokens;
  const [revoking, setRevoking] = useState<Item[]>([]);
  const [regenerating, setRegenerating] = useState<Item>();
  const [confirming, setConfirming] = useState<Item[]>([]);
  return {
    revoke: setRevoking,
    regenerate: setRegenerating,
    confirm: setConfirming,
    dialogs: (
      <>
        {revoking.length > 0 && (
          <RevokeDialog
            tokens={revoking}
            close={() => setRevoking([])}
            done={() => {
              notify(words.revoke.done(revoking.length));
              setRevoking([]);
              changed('revoke');
            }}
          />
        )}
        {confirming.length > 0 && (
          <Suspense>
            <ConfirmTokensDialog
              tokens={confirming}
              close={() => setConfirming([])}
              done={() => {
                notify(words.confirmFenced.done(confirming.length));
                setConfirming([]);
                changed('confirm');
              }}
            />
          </Suspense>
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
