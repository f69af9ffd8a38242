/** Why a mutation was refused; without words of ours what the server said, which is English. */
import type { GraphQLError } from 'graphql';
import type { RefusalReason, Values } from '../../api/refusal.ts';
import { useWords } from '../me.tsx';

interface Told {
  code?: string;
  reason?: RefusalReason;
  values?: Values;
}

export const asksPassword = ({ extensions }: GraphQLError) => extensions?.code === 'PASSWORD_CONFIRMATION_REQUIRED';

export function Fault({ error }: { error: GraphQLError | undefined }) {
  const words = useWords();
  if (!error) return null;
  const { reason, values = {} as Values } = (error.extensions ?? {}) as Told;
  const said = asksPassword(error) ? words.confirm : reason && words.because(reason, values);
  if (said) return <p role="alert">{said}</p>;
  return (
    <p role="alert" lang="en">
      {error.message.replaceAll('`', '')}
    </p>
  );
}
