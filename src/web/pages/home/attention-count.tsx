/** The number beside an entry of the navigation: how much there needs attention. Nothing if there is none. */
import './attention-count.css';
import { useWords } from '../../words/words.tsx';
import { type Subject, useAttention } from './attention.ts';

export default function AttentionCount({ path }: { path: string }) {
  const words = useWords().home;
  const { data } = useAttention();
  if (!data) return null;
  const { counted, weak, tokens } = data;
  const countOf = (subject: Subject) => counted.find((one) => one.subject === subject)?.count ?? 0;
  const counts: Partial<Record<string, number>> = {
    // Kinds of things there, tokens and requests in the lists.
    '/account/home': counted.length + weak.length,
    '/admin/requests': countOf('requests'),
    [tokens]: countOf('expiring'),
  };
  const count = counts[path] ?? 0;
  if (count === 0) return null;
  return (
    <span className="attention-count">
      {count > 99 ? '99+' : count}
      <span className="unseen"> {words.needAttention}</span>
    </span>
  );
}
