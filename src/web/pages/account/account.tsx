/** The user's own account: profile, preferences, password, and sessions. */
import './account.css';
import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { CompanySignIn } from './company-sign-in.tsx';
import { accountDocument } from './documents.ts';
import { EmailsForm } from './emails-form.tsx';
import { MayDo } from './may-do.tsx';
import { PasswordForm } from './password-form.tsx';
import { PreferencesForm } from './preferences-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { Sessions } from './sessions.tsx';
import { TwoStep } from './two-step.tsx';

export default function AccountPage() {
  const words = useWords().account;
  const readsRoles = useMay()('READ_ROLE');
  const { data, error, refetch } = useQuery({
    queryKey: ['account', readsRoles],
    queryFn: async () => (await send(accountDocument, { readsRoles })).me,
  });
  return (
    <Page title={words.title} intro={words.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <Section isCard title={words.profile.title}>
            <ProfileForm account={data} />
          </Section>
          <Section isCard title={words.mayDo.title}>
            <MayDo account={data} />
          </Section>
          <Section isCard title={words.preferences.title}>
            <PreferencesForm account={data} />
          </Section>
          <Section isCard title={words.emails.title}>
            <EmailsForm account={data} />
          </Section>
          <Section isCard title={words.password.title}>
            <PasswordForm account={data} />
          </Section>
        </>
      )}
      <CompanySignIn />
      <TwoStep />
      <Section isCard title={words.sessions.title}>
        <Sessions />
      </Section>
    </Page>
  );
}
