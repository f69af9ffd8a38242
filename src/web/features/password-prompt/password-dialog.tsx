/** The dialog of the password prompt. */
import { useState } from 'react';
import { Refusal } from '../../api/refusal.ts';
import { send } from '../../api/send.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import { useOwnIdentities } from '../provider-identities/queries.ts';
import { confirmDocument, requestDocument } from '../second-factor/documents.ts';
import { useOwnFactors } from '../second-factor/own-factors.ts';
import { ProviderLinks } from './provider-links.tsx';

/** `finish` gets the password once the server has confirmed it, an empty one after a passkey, or null when the user cancelled. */
export function PasswordDialog({ finish }: { finish: (password: string | null) => void }) {
  const { general: words, twoStep, companySignIn } = useWords();
  const { data } = useOwnFactors();
  const { data: own } = useOwnIdentities();
  const [isOpened, setOpened] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [notice, setNotice] = useState<'sent' | 'failed'>();
  const { attempt, isPending, refusal } = useAttempt(() => finish(''));
  const errorOf = useFieldErrors(refusal);
  const has = (type: string) => data?.some((factor) => factor.type === type) ?? false;
  const hasCodes = has('TOTP') || has('EMAIL');
  const hasFactor = hasCodes || has('PASSKEY');
  const isLinked = (id: string) => own?.identities.some(({ provider_id }) => provider_id === id) ?? false;
  const providers = own?.providers.filter(({ provider_id }) => isLinked(provider_id)) ?? [];
  const hasPassword = own?.hasPassword ?? true;

  const submit = () =>
    attempt(async () => {
      // After a sign-in at a provider a code alone completes the confirmation, and without a second factor nothing is missing.
      const isWithout = password === '' && isOpened;
      if (isWithout && code === '') return finish('');
      await send(confirmDocument, { password: isWithout ? null : password, code: hasFactor ? code : null });
      finish(password);
    });
  const sendCode = () =>
    attempt(async () => {
      await send(requestDocument, { type: 'EMAIL' });
      setNotice('sent');
    });
  const usePasskey = () =>
    attempt(async () => {
      setNotice(undefined);
      const { startAuthentication } = await import('@simplewebauthn/browser');
      const options = (await send(requestDocument, { type: 'PASSKEY' })).requestOneTimePassword?.message ?? '';
      // The user may cancel.
      const used = await startAuthentication({ optionsJSON: JSON.parse(options) }).catch(() => undefined);
      if (!used) return setNotice('failed');
      await send(confirmDocument, { type: 'PASSKEY', code: JSON.stringify(used) });
      finish('');
    });

  const textOf = () => {
    if (providers.length === 0) return hasFactor ? twoStep.confirm.text : words.password.text;
    return hasPassword ? companySignIn.confirmOr : companySignIn.confirm;
  };
  const isWrong = refusal?.fields.current_password !== undefined;
  return (
    <Dialog title={words.password.title} onClose={() => finish(null)}>
      <FormFrame {...{ refusal, isPending, submit }} shown={['current_password', 'one_time_password']}>
        <p>{textOf()}</p>
        {isOpened && (
          <p className="callout" role="status">
            {companySignIn.opened}
          </p>
        )}
        {notice && (
          <p className={notice === 'sent' ? 'callout' : 'callout fault'} role="status">
            {twoStep.confirm[notice]}
          </p>
        )}
        {hasPassword && (
          <Field
            label={words.password.label}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            error={isWrong ? words.password.wrong : undefined}
            isRequired={!isOpened}
            autoFocus
          />
        )}
        {hasFactor && (
          <Field
            label={twoStep.code}
            hint={twoStep.confirm.hint}
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            error={errorOf('one_time_password')}
            isRequired={!isOpened}
          />
        )}
        <div className="dialog-actions">
          <ProviderLinks providers={providers} opened={() => setOpened(true)} />
          {has('EMAIL') && (
            <Button isPending={isPending} onPress={sendCode}>
              {twoStep.confirm.send}
            </Button>
          )}
          {has('PASSKEY') && (
            <Button isPending={isPending} onPress={usePasskey}>
              {twoStep.confirm.passkey}
            </Button>
          )}
          <Button onPress={() => finish(null)}>{words.cancel}</Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {isOpened ? companySignIn.continue : words.password.confirm}
          </Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}

/** Runs one attempt at a time. `ended`: the session is over, which the change itself reports. */
function useAttempt(ended: () => void) {
  const [refusal, setRefusal] = useState<Refusal>();
  const [isPending, setPending] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    if (isPending) return;
    setPending(true);
    setRefusal(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'UNAUTHENTICATED') return ended();
      setRefusal(error);
    } finally {
      setPending(false);
    }
  };
  return { attempt, isPending, refusal };
}
