/** One custom permission: who has it, its texts to edit, and retiring or deleting it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useChange } from '../../../api/use-change.ts';
import { DeleteButton } from '../../../ui/delete-button.tsx';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/section.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type CustomPermission, deleteDocument, permissionDocument, updateDocument } from './documents.ts';
import { kindsIn, PermissionForm } from './form.tsx';
import { Holders } from './holders.tsx';
import { changed, key, readAgain, useRequiringNames } from './queries.ts';
import { RequiredBy } from './required-by.tsx';
import { RetireButton } from './retire-button.tsx';
import { WhereUsed } from './where-used.tsx';

export default function CustomPermissionPage() {
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: [key, 'one', id], queryFn: () => send(permissionDocument, { id }) });
  return (
    <LoadedEntity query={query} entity={query.data?.custom_permissions.entities[0]} back="/admin/permissions">
      {(permission) => <EditPermission key={permission.id} permission={permission} />}
    </LoadedEntity>
  );
}

function EditPermission({ permission }: { permission: CustomPermission }) {
  const { id, name, resource_kinds, retired_at } = permission;
  const hasKinds = resource_kinds.length > 0;
  const words = useWords().customPermissions;
  const formats = useFormats();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const update = useChange(updateDocument);
  const apis = useRequiringNames(name);
  return (
    <Page
      title={name}
      intro={retired_at ? words.retiredSince(formats.day(retired_at)) : words.inForce}
      actions={
        <>
          <RetireButton permission={permission} />
          <DeleteButton
            entity={permission}
            words={{ ...words, deleteText: apis ? words.deleteRequired(apis) : words.deleteText }}
            document={deleteDocument}
            list="/admin/permissions"
            readAgain={changed}
            affected={<Holders name={name} />}
          />
        </>
      }
    >
      <WhereUsed name={name} />
      <RequiredBy name={name} />
      {hasKinds && (
        <Section title={words.kinds}>
          <p className="card">
            <bdi>{formats.list([...resource_kinds])}</bdi>
          </p>
        </Section>
      )}
      <PermissionForm
        before={{ ...permission, warning: permission.warning ?? '', kinds: '' }}
        isNew={false}
        hasKinds={hasKinds}
        label={name}
        act={words.save}
        refusal={update.refusal}
        isPending={update.isPending}
        submit={async (draft) => {
          const { group, description, warning } = draft;
          const warned = warning.trim() === '' ? { unset_warning: true } : { warning };
          const kinds = hasKinds ? {} : { resource_kinds: kindsIn(draft) };
          if (!(await update.run({ id, input: { group, description, ...warned, ...kinds } }))) return;
          await readAgain(client);
          notify(words.saved);
          navigate('/admin/permissions');
        }}
      />
    </Page>
  );
}
