/** A one-time link, shown where the server sends no email. Only the state of the component around it contains the link. */
import { Copyable } from '../../ui/copyable.tsx';
import { useWords } from '../../words/words.tsx';

export function OneTimeLink({ link, autoFocus = true }: { link: string; autoFocus?: boolean }) {
  const words = useWords().users.created;
  return (
    <>
      <p className="callout warning">{words.handOver}</p>
      <Copyable label={words.link} value={link} autoFocus={autoFocus} />
    </>
  );
}
