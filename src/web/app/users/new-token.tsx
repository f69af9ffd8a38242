/** Makes a token for somebody else: above all for a service account, which cannot sign in to make its own. */

import { Page } from '../shell.tsx';
import { Ground } from '../tokens/ground.tsx';
import { NewToken } from '../tokens/new.tsx';
import { OwnerProvider } from '../tokens/owner.ts';
import { isolated } from '../words/isolated.ts';
import { useWords } from '../words/words.tsx';
import { OneUser } from './found.tsx';

export default function NewTokenOfUserPage() {
  const words = useWords().users.newToken;
  return (
    <OneUser>
      {(user) => (
        <Page title={words.title(isolated(user.name))} intro={words.intro}>
          <OwnerProvider value={user} key={user.id}>
            <Ground id={undefined}>{(known) => <NewToken {...known} />}</Ground>
          </OwnerProvider>
        </Page>
      )}
    </OneUser>
  );
}
