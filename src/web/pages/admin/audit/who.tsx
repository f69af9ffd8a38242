/** Who made a change or read a record, and with which credential. */
import { Link } from 'react-aria-components';
import { RecordName } from '../../../features/history/record-name.tsx';
import { useWords } from '../../../words/words.tsx';

interface WhoProps {
  user_id: string | null;
  user?: { id: string; name: string } | null;
  /** Absent: a session or a token. */
  credential?: string;
  personal_access_token_id: string | null;
}

export function Who({ user_id, user, credential, personal_access_token_id: token }: WhoProps) {
  const words = useWords().audit;
  return (
    <>
      {user ? (
        <Link href={`/admin/users/${user.id}`}>
          <bdi>{user.name}</bdi>
        </Link>
      ) : (
        <span>
          {user_id === null ? (credential === 'operator' ? words.operator : words.server) : words.user(user_id)}
        </span>
      )}
      {token && <span className="minor">{words.withToken(<RecordName kind="token" id={token} />)}</span>}
    </>
  );
}
