/** Enrolling a second factor: the buttons that begin it, and the dialog that each opens. With the first one, recovery codes are made. */
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import { createDocument, type Factor, reenrollDocument } from './documents.ts';
import { EmailDialog } from './email-dialog.tsx';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';

// With their libraries they are as large as the rest of the page.
const AppDialog = lazy(async () => ({ default: (await import('./app-dialog.tsx')).AppDialog }));
const PasskeyDialog = lazy(async () => ({ default: (await import('./passkey-dialog.tsx')).PasskeyDialog }));

const hasPasskeys = () => window.PublicKeyCredential !== undefined;

type Opened =
  | { kind: 'app'; uri: string }
  | { kind: 'email'; address: string }
  | { kind: 'passkey' }
  | { kind: 'codes'; codes: string };

/** What is enrolled already decides what can be. `done` is called when a factor was enrolled and its dialog is closed. */
export function useEnrollment(factors: readonly Factor[], done: () => void = () => undefined) {
  const words = useWords().twoStep;
  const client = useQueryClient();
  const create = useChange(createDocument);
  const renew = useChange(reenrollDocument);
  const [opened, setOpened] = useState<Opened>();
  const has = (type: Factor['type']) => factors.some((factor) => factor.type === type);

  const close = async (isEnrolled: boolean) => {
    setOpened(undefined);
    await client.invalidateQueries({ queryKey: ['own factors'] });
    if (isEnrolled) done();
  };
  const makeCodes = async () => {
    const codes = (await create.run({ input: { type: 'RECOVERY_CODES' } }))?.createAuthenticationFactor?.secret_data;
    if (!codes) return close(true);
    setOpened({ kind: 'codes', codes });
  };
  /** After a factor was verified. */
  const enrolled = async () => {
    notify(words.added);
    if (has('RECOVERY_CODES')) return close(true);
    setOpened(undefined);
    await makeCodes();
  };
  const begin = async (type: 'TOTP' | 'EMAIL') => {
    const made = (await create.run({ input: { type } }))?.createAuthenticationFactor;
    if (!made) return;
    setOpened(
      type === 'TOTP' ? { kind: 'app', uri: made.secret_data ?? '' } : { kind: 'email', address: made.data ?? '' },
    );
  };
  const replace = async ({ id, type }: Factor) => {
    const secret = (await renew.run({ id }))?.reenrollAuthenticationFactor?.secret_data;
    if (secret) setOpened(type === 'TOTP' ? { kind: 'app', uri: secret } : { kind: 'codes', codes: secret });
  };

  const isPending = create.isPending || renew.isPending;
  const refusal = create.refusal ?? renew.refusal;
  const buttons = (
    <div className="factor-actions">
      {!has('TOTP') && (
        <Button look={factors.length === 0 ? 'primary' : 'plain'} isPending={isPending} onPress={() => begin('TOTP')}>
          {words.add.TOTP}
        </Button>
      )}
      {hasPasskeys() && <Button onPress={() => setOpened({ kind: 'passkey' })}>{words.add.PASSKEY}</Button>}
      {!has('EMAIL') && (
        <Button isPending={isPending} onPress={() => begin('EMAIL')}>
          {words.add.EMAIL}
        </Button>
      )}
      {factors.length > 0 && !has('RECOVERY_CODES') && (
        <Button isPending={isPending} onPress={makeCodes}>
          {words.add.RECOVERY_CODES}
        </Button>
      )}
    </div>
  );
  const cancel = () => close(false);
  const dialogs = (
    <Suspense>
      {refusal && <RefusalNote refusal={refusal} />}
      {opened?.kind === 'app' && <AppDialog uri={opened.uri} enrolled={enrolled} cancel={cancel} />}
      {opened?.kind === 'email' && <EmailDialog address={opened.address} enrolled={enrolled} cancel={cancel} />}
      {opened?.kind === 'passkey' && <PasskeyDialog enrolled={enrolled} cancel={cancel} />}
      {opened?.kind === 'codes' && <RecoveryCodesDialog codes={opened.codes} close={() => close(true)} />}
    </Suspense>
  );
  return { buttons, dialogs, replace, isPending };
}
