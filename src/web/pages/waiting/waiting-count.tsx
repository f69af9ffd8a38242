/** The number beside an entry of the navigation: how much waits there. Nothing if there is none. */
import './waiting-count.css';
import { useWords } from '../../words/words.tsx';
import { useWaiting, useWaitingScope } from './waiting.ts';

export default function WaitingCount({ path }: { path: string }) {
  const { all } = useWaitingScope();
  if (path === '/admin/requests') return <Count of="requests" />;
  return path === (all ? '/admin/tokens' : '/account/tokens') ? <Count of="expiring" /> : null;
}

function Count({ of }: { of: 'requests' | 'expiring' }) {
  const words = useWords().home;
  const count = useWaiting()?.[of] ?? 0;
  if (count === 0) return null;
  return (
    <span className="waiting-count">
      {count > 99 ? '99+' : count}
      <span className="unseen"> {words.needAttention}</span>
    </span>
  );
}
