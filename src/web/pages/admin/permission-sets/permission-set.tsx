/** One permission set, to edit or to delete. The sets that come with Latchkey are only shown. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { changed } from '../../../features/permissions/changed-permissions.ts';
import { PermissionList } from '../../../features/permissions/permission-list.tsx';
import { Affected } from '../../../ui/affected.tsx';
import { DeleteButton } from '../../../ui/delete-button.tsx';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { deleteDocument, type PermissionSet, setDocument, tokensOfSetDocument, updateDocument } from './documents.ts';
import { SetForm } from './form.tsx';

export default function PermissionSetPage() {
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['permission sets', 'one', id], queryFn: () => send(setDocument, { id }) });
  return (
    <LoadedEntity query={query} entity={query.data?.permission_sets.entities[0]} back="/admin/permission-sets">
      {(set) => (set.built_in ? <BuiltIn set={set} /> : <EditSet key={set.id} set={set} />)}
    </LoadedEntity>
  );
}

function BuiltIn({ set: { name, description, permissions } }: { set: PermissionSet }) {
  const words = useWords().permissionSets;
  return (
    <Page title={isolated(name)} intro={words.builtInIntro}>
      <div className="card">
        <p>
          <bdi>{description}</bdi>
        </p>
        <PermissionList permissions={permissions} />
      </div>
    </Page>
  );
}

function EditSet({ set }: { set: PermissionSet }) {
  const words = useWords().permissionSets;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const update = useChange(updateDocument);
  const count = useCount(set.id);
  return (
    <Page
      title={isolated(set.name)}
      intro={count === undefined ? words.reachesAll : words.reaches(count)}
      actions={
        <DeleteButton
          entity={set}
          words={words}
          document={deleteDocument}
          list="/admin/permission-sets"
          readAgain={['permission sets']}
          affected={<Affected sentences={[count !== undefined && words.limited(count)]} />}
        />
      }
    >
      <SetForm
        before={set}
        label={isolated(set.name)}
        act={words.save}
        refusal={update.refusal}
        isPending={update.isPending}
        submit={async (draft) => {
          const input = { ...draft, permissions: changed(set.permissions, draft.permissions) };
          if (!(await update.run({ id: set.id, input }))) return;
          await client.invalidateQueries({ queryKey: ['permission sets'] });
          notify(words.saved);
          navigate('/admin/permission-sets');
        }}
      />
    </Page>
  );
}

/** How many active tokens the set limits; undefined for users who may not know. */
function useCount(id: string): number | undefined {
  const enabled = useMay()('READ_PERSONAL_ACCESS_TOKEN');
  const { data } = useQuery({
    queryKey: ['tokens of set', id],
    queryFn: () => send(tokensOfSetDocument, { id }),
    enabled,
  });
  return data?.all_personal_access_tokens.page_info.total_count;
}
