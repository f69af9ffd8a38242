/** One user: the profile, what they may do, their tokens, and the history. */
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-aria-components';
import { useMay, useMe } from '../../../api/session.tsx';
import { useSeesGrants } from '../../../features/access-requests/account-grants.ts';
import { GrantedPermissions } from '../../../features/access-requests/granted-permissions.tsx';
import { StickyNotes } from '../../../features/notes/sticky-notes.tsx';
import { PermissionList } from '../../../features/permissions/permission-list.tsx';
import { HeldOnProjects } from '../../../features/project-grants/held-on-projects.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { Facts, Section } from '../../../ui/section.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import { Badges } from './columns.tsx';
import type { User } from './documents.ts';
import { EnableDialog } from './enable-dialog.tsx';
import { Identities } from './identities.tsx';
import { LoadedUser } from './loaded-user.tsx';
import { NewLinkDialog } from './new-link-dialog.tsx';
import { ResetFactorsDialog } from './reset-factors-dialog.tsx';

// What is at the end of the page is loaded after the rest of it.
const TokenList = lazy(() => import('./token-list.tsx'));
const Notes = lazy(async () => ({ default: (await import('../../../features/notes/notes.tsx')).Notes }));
const History = lazy(async () => ({ default: (await import('../../../features/history/history.tsx')).History }));

export default function UserPage() {
  return <LoadedUser>{(user) => <OneUserPage key={user.id} user={user} />}</LoadedUser>;
}

function OneUserPage({ user }: { user: User }) {
  const words = useWords().users;
  const formats = useFormats();
  return (
    <Page title={isolated(user.name)} actions={<Acts user={user} />}>
      <StickyNotes on={{ type: 'User', id: user.id }} />
      <Section title={words.page.about}>
        <div className="card">
          <Facts
            facts={[
              [words.columns.state, <Badges key="state" user={user} />],
              [words.fields.username, <bdi key="username">{user.username}</bdi>],
              [words.fields.email_address, <bdi key="email">{user.email_address}</bdi>],
              [words.fields.public_name, <bdi key="public">{user.public_name}</bdi>],
              [words.fields.mobile_number, user.mobile_number],
              [words.fields.language, user.language && formats.language(user.language)],
              [words.columns.created, formats.instant(user.created_at)],
            ]}
          />
        </div>
      </Section>
      <MayDo user={user} />
      <HeldOnProjects kind="user" id={user.id} />
      <Identities user={user} />
      <TokensOf user={user} />
      <Suspense>
        <Notes on={{ type: 'User', id: user.id }} />
        <History type="User" id={user.id} />
      </Suspense>
    </Page>
  );
}

function Acts({ user }: { user: User }) {
  const { users: words, departure, twoStep } = useWords();
  const may = useMay();
  const me = useMe();
  const reports = may('READ_ALL_LOGS');
  const [dialog, setDialog] = useState<'enable' | 'link' | 'factors'>();
  if (!may('UPDATE_USER')) return null;
  const close = () => setDialog(undefined);
  const isMe = me.id === user.id;
  return (
    <>
      <LinkButton href={`/admin/users/${user.id}/edit`}>{words.edit.open}</LinkButton>
      {!isMe && !user.service_account && user.enabled && (
        <Button onPress={() => setDialog('link')}>{words.renew.open}</Button>
      )}
      {!isMe && !user.service_account && <Button onPress={() => setDialog('factors')}>{twoStep.reset.open}</Button>}
      {reports && !(isMe && user.enabled) && (
        <LinkButton href={`/admin/users/${user.id}/departure`}>
          {user.enabled ? words.disable.open : departure.report}
        </LinkButton>
      )}
      {!isMe && !(reports && user.enabled) && (
        <Button onPress={() => setDialog('enable')}>{user.enabled ? words.disable.open : words.enable.open}</Button>
      )}
      {dialog === 'enable' && <EnableDialog user={user} close={close} />}
      {dialog === 'link' && <NewLinkDialog user={user} close={close} />}
      {dialog === 'factors' && <ResetFactorsDialog user={user} close={close} />}
    </>
  );
}

function MayDo({ user: { id, super_admin, role, role_id } }: { user: User }) {
  const { users, requests } = useWords();
  const words = users.page;
  const readsRoles = useMay()('READ_ROLE');
  const seesGrants = useSeesGrants()(id);
  if (!readsRoles && !super_admin && !seesGrants) return null;
  return (
    <Section title={words.permissions}>
      <div className="card">
        {super_admin && <p>{words.allPermissions}</p>}
        {!super_admin && role_id === null && <p>{words.noRole}</p>}
        {role && (
          <>
            <p>
              {words.throughRole(
                <Link href={`/admin/roles/${role.id}`}>
                  <bdi>{role.name}</bdi>
                </Link>,
              )}
            </p>
            <PermissionList permissions={role.applied_permissions} />
          </>
        )}
        {!super_admin && <GrantedPermissions userId={id} />}
        {!super_admin && !seesGrants && <p className="soft">{requests.granted.unseen}</p>}
      </div>
    </Section>
  );
}

/** Nothing for users who may neither read nor issue tokens of others. */
function TokensOf({ user: { id, enabled } }: { user: User }) {
  const { users, tokens } = useWords();
  const me = useMe();
  const may = useMay();
  const reads = may('READ_PERSONAL_ACCESS_TOKEN');
  const issues = enabled && may('CREATE_PERSONAL_ACCESS_TOKEN');
  if (!(reads || issues)) return null;
  const form = me.id === id ? '/account/tokens/new' : `/admin/users/${id}/tokens/new`;
  return (
    <Section title={users.page.tokens} actions={issues && <LinkButton href={form}>{tokens.generate}</LinkButton>}>
      {reads && (
        <Suspense fallback={<Loading />}>
          <TokenList ownerId={id} />
        </Suspense>
      )}
    </Section>
  );
}
