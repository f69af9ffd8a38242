/**
 * Makes a token for somebody else, above all for a service account, which cannot sign in to make its own: from nothing, or
 * with `?copy=` from another token of theirs.
 */
import { useSearchParams } from 'wouter';
import { Page } from '../shell.tsx';
import { Ground } from '../tokens/ground.tsx';
import { NewToken } from '../tokens/new.tsx';
import { OwnerProvider } from '../tokens/owner.ts';
import { isolated } from '../words/isolated.ts';
import { useWords } from '../words/words.tsx';
import { OneUser } from './found.tsx';

export default function NewTokenOfUserPage() {
  const { users, tokens } = useWords();
  const [parameters] = useSearchParams();
  const copied = parameters.get('copy') ?? undefined;
  return (
    <OneUser>
      {(user) => (
        <Page
          title={users.newToken.title(isolated(user.name))}
          intro={copied ? tokens.form.copyIntro : users.newToken.intro}
        >
          <OwnerProvider value={user} key={user.id}>
            <Ground id={copied}>{(known) => <NewToken {...known} />}</Ground>
          </OwnerProvider>
        </Page>
      )}
    </OneUser>
  );
}
