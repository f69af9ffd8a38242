/** The dialog to enter the password when the server requires it for a change. */
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { graphql } from '../../api/documents.ts';
import { Refusal } from '../../api/refusal.ts';
import { send } from '../../api/send.ts';
import { type AskPassword, AskPasswordContext } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useWords } from '../../words/words.tsx';

const confirmDocument = graphql(`
  mutation ConfirmPassword($password: String!) {
    confirmPassword(current_password: $password) {
      success
    }
  }
`);

export function PasswordPrompt({ children }: { children: ReactNode }) {
  const settle = useRef<(password: string | null) => void>(null);
  const [isOpen, setOpen] = useState(false);
  const finish = (password: string | null) => {
    setOpen(false);
    settle.current?.(password);
  };
  const [askPassword] = useState<AskPassword>(() => () => {
    setOpen(true);
    return new Promise((resolve) => {
      settle.current = resolve;
    });
  });
  return (
    <AskPasswordContext value={askPassword}>
      {children}
      {isOpen && <PasswordDialog finish={finish} />}
    </AskPasswordContext>
  );
}

function PasswordDialog({ finish }: { finish: (password: string | null) => void }) {
  const words = useWords().general;
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const [isPending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setPending(true);
    try {
      await send(confirmDocument, { password });
      finish(password);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setPending(false);
      // The change itself reports that the session is over.
      if (error.code === 'UNAUTHENTICATED') finish('');
      else setRefusal(error);
    }
  };
  const isWrong = refusal?.fields.current_password !== undefined;
  return (
    <Dialog title={words.password.title} onClose={() => finish(null)}>
      <form onSubmit={submit}>
        <p>{words.password.text}</p>
        {refusal && !isWrong && <RefusalNote refusal={refusal} />}
        <Field
          label={words.password.label}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={isWrong ? words.password.wrong : undefined}
          isRequired
          autoFocus
        />
        <div className="dialog-actions">
          <Button onPress={() => finish(null)}>{words.cancel}</Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {words.password.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
