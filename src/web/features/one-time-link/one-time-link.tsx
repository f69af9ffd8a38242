/** A one-time link where no mail is sent. It is in the state of whoever shows this, and nowhere else. */
import { Copyable } from '../../ui/copyable.tsx';
import { useWords } from '../../words/words.tsx';

export function OneTimeLink({ link }: { link: string }) {
  const words = useWords().users.created;
  return (
    <>
      <p className="note warning">{words.handOver}</p>
      <Copyable label={words.link} value={link} autoFocus />
    </>
  );
}
