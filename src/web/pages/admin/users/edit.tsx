/** Edits a user. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useMe } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { type User, updateDocument } from './documents.ts';
import { type Draft, draftOf, UserForm } from './form.tsx';
import { LoadedUser } from './loaded-user.tsx';

export default function EditUserPage() {
  return <LoadedUser>{(user) => <EditUser key={user.id} user={user} />}</LoadedUser>;
}

function EditUser({ user }: { user: User }) {
  const words = useWords().users;
  const me = useMe();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState(() => draftOf(user));
  const update = useChange(updateDocument);
  const back = `/admin/users/${user.id}`;
  const submit = async () => {
    const { role, super_admin, mobile_number, ...profile } = draft;
    const before: Partial<Draft> = draftOf(user);
    // An unchanged user name or address is not sent, because a change requires the password.
    const changed = Object.entries(profile).filter(([name, value]) => before[name as keyof Draft] !== value);
    const input = {
      ...Object.fromEntries(changed),
      ...(mobile_number ? { mobile_number } : { unset_mobile_number: true }),
      ...(role?.id === user.role?.id ? {} : role ? { role_id: role.id } : { unset_role_id: true }),
      ...(me.super_admin && super_admin !== user.super_admin ? { super_admin } : {}),
    };
    if (!(await update.run({ id: user.id, input }))) return;
    await client.invalidateQueries();
    notify(words.saved);
    navigate(back);
  };
  return (
    <Page title={words.edit.title(isolated(user.name))}>
      <UserForm
        label={words.edit.title(isolated(user.name))}
        act={words.edit.act}
        back={back}
        draft={draft}
        change={(changes) => setDraft({ ...draft, ...changes })}
        refusal={update.refusal}
        isPending={update.isPending}
        submit={submit}
      />
    </Page>
  );
}
