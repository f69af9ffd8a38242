/**
 * How a page changes something: `const rename = useChange(document)`, then `await rename.run(variables)`.
 * The result is the server's answer, or undefined; then `refusal` says why, unless the user cancelled. Answers are not
 * cached, since some hold a secret. If the server requires the password, `useChange` opens the prompt and sends the
 * change again. Before a change of a record, notes on it may have to be acknowledged.
 */
import type { DocumentNode } from 'graphql';
import { createContext, useContext, useState } from 'react';
import { announce } from './changes.ts';
import type { Document } from './documents.ts';
import { isRefusal, Refusal } from './refusal.ts';
import { send } from './send.ts';
import { useSession } from './session.tsx';

/** Asks for the password: the password once the server has confirmed it, or null when the user cancelled. */
export type AskPassword = () => Promise<string | null>;

/** Set by `PasswordPrompt`, which is in a layer above. */
export const AskPasswordContext = createContext<AskPassword>(async () => null);

/** Asks to acknowledge the notes on what a change changes: whether the change may be sent. */
export type Acknowledge = (document: DocumentNode, variables: unknown) => Promise<boolean>;

/** Set by `Acknowledgement`, which is in a layer above. */
export const AcknowledgeContext = createContext<Acknowledge>(async () => true);

export function useChange<Data, Variables>(document: Document<Data, Variables>) {
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const askPassword = useContext(AskPasswordContext);
  const acknowledge = useContext(AcknowledgeContext);
  const session = useSession();

  const run = async (variables: Variables): Promise<Data | undefined> => {
    if (isPending) return undefined;
    setPending(true);
    setRefusal(undefined);
    try {
      if (!(await acknowledge(document, variables))) return undefined;
      const answer = await confirmed(() => send(document, variables), variables);
      if (answer) announce(document);
      return answer;
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
      const password = await askPassword();
      if (password === null) return undefined;
      return attempt().catch((error) => {
        // Without a password, a passkey or a provider should have confirmed it.
        if (!isRefusal(error, 'PASSWORD_CONFIRMATION_REQUIRED') || password === '') throw error;
        // Under a policy of 0 minutes each change must carry the password itself.
        return send(document, withPassword(variables, password));
      });
    }
  };

  return { run, isPending, refusal, forget: () => setRefusal(undefined) };
}

/** The password is a field of the input, or an argument of a mutation without input. */
const withPassword = <Variables>(variables: Variables, current_password: string): Variables => {
  const { input } = variables as { input?: object };
  return { ...variables, ...(input ? { input: { ...input, current_password } } : { current_password }) };
};
