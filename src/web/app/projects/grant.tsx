/** Lets a user, or everybody in a role, do something on a project. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../api/act.ts';
import { Confirm } from '../controls/confirm.tsx';
import { Finder, type Found } from '../controls/finder.tsx';
import { notify } from '../controls/notices.tsx';
import { Radios } from '../controls/radios.tsx';
import { findRoles } from '../roles/finding.ts';
import { useMay } from '../session.tsx';
import { findUsers } from '../users/finding.ts';
import { useWords } from '../words/words.tsx';
import { grantDocument, type Project } from './documents.ts';

const permissions = ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'] as const;
const kinds = { user: findUsers, role: findRoles };
type Kind = keyof typeof kinds;

export function GrantDialog({ project, close }: { project: Project; close: () => void }) {
  const words = useWords().projects;
  const may = useMay();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>(may('READ_USER') ? 'user' : 'role');
  const [holder, setHolder] = useState<Found | null>(null);
  const [permission, setPermission] = useState<(typeof permissions)[number]>('EXECUTE_ANALYSIS');
  const [isChecked, setChecked] = useState(false);
  const grant = useAct(grantDocument);
  const submit = async () => {
    setChecked(true);
    if (!holder) return;
    const input = { project_key: project.key, permission, [`${kind}_id`]: holder.id };
    if (!(await grant.act({ input }))) return;
    await client.invalidateQueries({ queryKey: ['projects'] });
    notify(words.granted);
    close();
  };
  return (
    <Confirm
      title={words.grantTitle(<bdi>{project.name}</bdi>)}
      act={words.grantAct}
      isPending={grant.isPending}
      refusal={grant.refusal}
      submit={submit}
      close={close}
    >
      <Radios
        label={words.to}
        value={kind}
        options={(['user', 'role'] as const).map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(kind) => {
          setKind(kind);
          setHolder(null);
        }}
      />
      <Finder
        key={kind}
        label={words.kinds[kind]}
        kind={`${kind}s`}
        find={kinds[kind]}
        value={holder}
        onChange={setHolder}
        error={isChecked && !holder ? words.holderNeeded : undefined}
      />
      <Radios
        label={words.what}
        value={permission}
        options={permissions.map((value) => ({ value, label: <code>{value}</code>, text: words.permissions[value] }))}
        onChange={setPermission}
      />
    </Confirm>
  );
}
