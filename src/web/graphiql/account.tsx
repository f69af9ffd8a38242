/** Says who is signed in, and signs out. */
import { useEffect, useState } from 'react';
import { signedInUsername } from './fetcher.ts';

export function Account() {
  const [username, setUsername] = useState<string>();
  useEffect(() => {
    signedInUsername().then(setUsername);
  }, []);
  return (
    <div className="account">
      <span className="account-name">
        Signed in{username && ' as '}
        {username && <b>{username}</b>}
      </span>
      <form method="post" action="/sign-out">
        <button type="submit">Sign out</button>
      </form>
    </div>
  );
}
