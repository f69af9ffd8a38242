/** Says who is signed in, and signs out. */
import { useMe, useWords } from './me.tsx';

export function Account() {
  const { username, language } = useMe();
  const words = useWords();
  return (
    <div className="account" lang={language}>
      <span className="account-name">{username && words.signedInAs(username)}</span>
      <form method="post" action="/sign-out">
        <button type="submit">{words.signOut}</button>
      </form>
    </div>
  );
}
