/** Asks the user to confirm, when the server requires it for a change: with the password, and a code if there is a second factor. */
import { type ReactNode, useRef, useState } from 'react';
import { type AskPassword, AskPasswordContext } from '../../api/use-change.ts';
import { PasswordDialog } from './password-dialog.tsx';

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
