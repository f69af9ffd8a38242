/** The way back to the pages, who is signed in, and the button that signs out. */
import { useMeQuery } from '../api/session.tsx';
import { PreviousIcon } from '../ui/icons.tsx';
import { useLanguage, useWords } from '../words/words.tsx';

export function SignedInAs() {
  const { data: me } = useMeQuery();
  const { general, graphiql } = useWords();
  return (
    <div className="account" lang={useLanguage()}>
      <a href="/account">
        <PreviousIcon /> {graphiql.back}
      </a>
      <span className="account-name">{me && graphiql.signedInAs(me.username)}</span>
      <form method="post" action="/sign-out">
        <button type="submit">{general.signOut}</button>
      </form>
    </div>
  );
}
