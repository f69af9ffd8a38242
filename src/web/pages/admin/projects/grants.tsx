/** The grants on a project: the list, granting and taking back. */
import '../../../features/project-grants/grants.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { type Grant, type Project, revokeDocument } from './documents.ts';
import { GrantDialog } from './grant-dialog.tsx';

export function Grants({ project, grants }: { project: Project; grants: Grant[] }) {
  const words = useWords().projects;
  const client = useQueryClient();
  const [isGranting, setGranting] = useState(false);
  const revoke = useChange(revokeDocument);
  const takeBack = async ({ permission, user_id, role_id }: Grant) => {
    const input = { project_key: project.key, permission, user_id, role_id };
    if (!(await revoke.run({ input }))) return;
    // The signed-in user may have lost the permission.
    for (const changed of ['me', 'projects']) await client.invalidateQueries({ queryKey: [changed] });
    notify(words.revoked);
  };
  return (
    <Section title={words.grants} actions={<Button onPress={() => setGranting(true)}>{words.grant}</Button>}>
      {revoke.refusal && <RefusalNote refusal={revoke.refusal} />}
      <ul className="card grants">
        {grants.length === 0 && <li className="soft">{words.noGrants}</li>}
        {grants.map((grant) => (
          <li key={grant.id}>
            <span>
              <bdi className="grantee">{words.grantee(nameOf(grant), grant.user_id === null)}</bdi>
              <code className="minor">{grant.permission}</code>
            </span>
            {project.effective_permissions.includes(grant.permission) && (
              <Button
                look="quiet"
                aria-label={words.revokeOf(grant.permission, isolated(nameOf(grant)))}
                onPress={() => takeBack(grant)}
              >
                {words.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isGranting && <GrantDialog project={project} close={() => setGranting(false)} />}
    </Section>
  );
}

/** Users who may not read the name see the number. */
const nameOf = ({ user, user_id, role, role_id }: Grant) => user?.name ?? role?.name ?? `#${user_id ?? role_id}`;
