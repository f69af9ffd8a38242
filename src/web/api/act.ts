/**
 * How a page changes something: `const rename = useAct(document)`, then `await rename.act(variables)`.
 * It answers what the server did, or undefined, and then `refusal` says why, unless the person cancelled. Answers are kept
 * nowhere, since some hold a secret. Where the password must be confirmed it is asked for in place, and the act repeated.
 */
import { useState } from 'react';
import { useConfirm } from '../features/password-prompt/password-prompt.tsx';
import { ask } from './ask.ts';
import type { Document } from './documents.ts';
import { isRefusal, Refusal } from './refusal.ts';
import { useSession } from './session.tsx';

export function useAct<Data, Variables>(document: Document<Data, Variables>) {
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const confirm = useConfirm();
  const session = useSession();

  const act = async (variables: Variables): Promise<Data | undefined> => {
    if (isPending) return undefined;
    setPending(true);
    setRefusal(undefined);
    try {
      return await confirmed(() => ask(document, variables), variables);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'UNAUTHENTICATED') session.end();
      setRefusal(error);
      return undefined;
    } finally {
      setPending(false);
    }
  };

  const confirmed = async (attempt: () => Promise<Data>, variables: Variables): Promise<Data | undefined> => {
    try {
      return await attempt();
    } catch (error) {
      if (!isRefusal(error, 'PASSWORD_CONFIRMATION_REQUIRED')) throw error;
      const password = await confirm();
      if (password === null) return undefined;
      return attempt().catch((error) => {
        if (!isRefusal(error, 'PASSWORD_CONFIRMATION_REQUIRED')) throw error;
        // A policy of no minutes wants the password within each change.
        return ask(document, withPassword(variables, password));
      });
    }
  };

  return { act, isPending, refusal, forget: () => setRefusal(undefined) };
}

/** It is a value of the input, or an argument where there is none. */
const withPassword = <Variables>(variables: Variables, current_password: string): Variables => {
  const { input } = variables as { input?: object };
  return { ...variables, ...(input ? { input: { ...input, current_password } } : { current_password }) };
};
