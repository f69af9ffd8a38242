/** The permissions of a role that nobody in it used for 90 days: taken off in one press, and put back in another. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../api/act.ts';
import { graphql, type Permission } from '../api/documents.ts';
import { Button } from '../controls/button.tsx';
import { RefusalNote } from '../controls/refusal-note.tsx';
import { useMay } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import type { RoleOfReach } from './role-reach.tsx';

const applyDocument = graphql(`
  mutation ApplyPermissions($id: Int64Bit!, $input: UpdateRoleMutationInput!) {
    updateRole(id: $id, input: $input) {
      id
    }
  }
`);

export function Unused({ role, unused }: { role: RoleOfReach; unused: readonly Permission[] }) {
  const words = useWords().reach.unused;
  const client = useQueryClient();
  const mayEdit = useMay()('UPDATE_ROLE');
  const apply = useAct(applyDocument);
  const [before, setBefore] = useState<readonly Permission[]>();
  const set = async (applied_permissions: readonly Permission[], before?: readonly Permission[]) => {
    if (!(await apply.act({ id: role.id, input: { applied_permissions: [...applied_permissions] } }))) return;
    setBefore(before);
    await client.invalidateQueries();
  };
  const kept = role.applied_permissions.filter((permission) => !unused.includes(permission));
  return (
    <>
      {before && (
        <div className="note undo" role="status">
          <p>{words.taken}</p>
          <Button isPending={apply.isPending} onPress={() => set(before)}>
            {words.undo}
          </Button>
        </div>
      )}
      {unused.length === 0 && !before && <p>{words.none}</p>}
      {unused.length > 0 && (
        <>
          <p>{words.text(unused.length)}</p>
          <ul className="chips">
            {unused.map((permission) => (
              <li key={permission}>
                <code className="chip">{permission}</code>
              </li>
            ))}
          </ul>
          {mayEdit && (
            <Button isPending={apply.isPending} onPress={() => set(kept, role.applied_permissions)}>
              {words.take}
            </Button>
          )}
        </>
      )}
      {apply.refusal && <RefusalNote refusal={apply.refusal} />}
    </>
  );
}
