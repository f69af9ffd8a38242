/** Edits a role. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { changed } from '../../../features/permissions/changed-permissions.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { type Role, updateDocument } from './documents.ts';
import { RoleForm } from './form.tsx';
import { LoadedRole } from './loaded-role.tsx';

export default function EditRolePage() {
  return <LoadedRole>{(role) => <EditRole key={role.id} role={role} />}</LoadedRole>;
}

function EditRole({ role }: { role: Role }) {
  const words = useWords().roles;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const update = useChange(updateDocument);
  const back = `/admin/roles/${role.id}`;
  const title = words.editTitle(isolated(role.name));
  const count = role.users?.page_info.total_count;
  return (
    <Page title={title} intro={count === undefined ? undefined : words.reaches(count)}>
      <RoleForm
        before={{ name: role.name, permissions: role.applied_permissions }}
        label={title}
        act={words.save}
        back={back}
        refusal={update.refusal}
        isPending={update.isPending}
        submit={async ({ name, applied_permissions }) => {
          const input = { name, applied_permissions: changed(role.applied_permissions, applied_permissions) };
          if (!(await update.run({ id: role.id, input }))) return;
          await client.invalidateQueries();
          notify(words.saved);
          navigate(back);
        }}
      />
    </Page>
  );
}
