/**
 * Issues a token for another user, above all for a service account, which cannot sign in; with `?copy=` a copy of another
 * token of theirs.
 */
import { useSearchParams } from 'wouter';
import { ActsAs } from '../../../features/token-form/acts-as.tsx';
import { LoadTokenForm } from '../../../features/token-form/load-token-form.tsx';
import { NewToken } from '../../../features/token-form/new-token.tsx';
import { OwnerProvider } from '../../../features/token-form/owner.ts';
import { Page } from '../../../ui/page.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import type { User } from './documents.ts';
import { LoadedUser } from './loaded-user.tsx';

export default function NewTokenOfUserPage() {
  const { users, tokens } = useWords();
  const [parameters] = useSearchParams();
  const copied = parameters.get('copy') ?? undefined;
  return (
    <LoadedUser>
      {(user) => (
        <Page
          title={users.newToken.title(isolated(user.name))}
          intro={copied ? tokens.form.copyIntro : users.newToken.intro}
        >
          <OwnerProvider value={user} key={user.id}>
            <NewTokenOf user={user} copied={copied} />
          </OwnerProvider>
        </Page>
      )}
    </LoadedUser>
  );
}

function NewTokenOf({ user, copied }: { user: User; copied: string | undefined }) {
  const form = <LoadTokenForm id={copied}>{(data) => <NewToken {...data} />}</LoadTokenForm>;
  return user.service_account && !copied ? <ActsAs account={user}>{form}</ActsAs> : form;
}
