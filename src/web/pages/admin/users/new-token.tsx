/**
 * Makes a token for somebody else, above all for a service account, which cannot sign in to make its own: from nothing, or
 * with `?copy=` from another token of theirs.
 */
import { useSearchParams } from 'wouter';
import { Ground } from '../../../features/token-form/form-data.tsx';
import { NewToken } from '../../../features/token-form/new-token.tsx';
import { OwnerProvider } from '../../../features/token-form/owner.ts';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { Page } from '../../shell.tsx';
import { OneUser } from './loaded-user.tsx';

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
