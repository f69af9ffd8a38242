/** Grants a permission on a project to a user, or to all users with a role. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { findRoles } from '../../../features/search/find-roles.ts';
import { findUsers } from '../../../features/search/find-users.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Radios } from '../../../ui/radios.tsx';
import { type Option, SearchSelect } from '../../../ui/search-select.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { grantDocument, type Project } from './documents.ts';

const kinds = {
  user: { find: findUsers, reads: 'READ_USER' },
  role: { find: findRoles, reads: 'READ_ROLE' },
} as const;
type Kind = keyof typeof kinds;

export function GrantDialog({ project, close }: { project: Project; close: () => void }) {
  const words = useWords().projects;
  const may = useMay();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>(may('READ_USER') ? 'user' : 'role');
  const [holder, setHolder] = useState<Option | null>(null);
  // Users can grant only permissions that they have.
  const options = project.effective_permissions;
  const [permission, setPermission] = useState(options[0]);
  const [isChecked, setChecked] = useState(false);
  const grant = useChange(grantDocument);
  const submit = async () => {
    setChecked(true);
    if (!holder || !permission) return;
    const input = { project_key: project.key, permission, [`${kind}_id`]: holder.id };
    if (!(await grant.run({ input }))) return;
    await client.invalidateQueries({ queryKey: ['projects'] });
    notify(words.granted);
    close();
  };
  return (
    <ConfirmDialog
      title={words.grantTitle(<bdi>{project.name}</bdi>)}
      act={words.grantAct}
      isPending={grant.isPending}
      refusal={grant.refusal}
      shown={[]}
      draft={[kind, holder, permission]}
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
      {may(kinds[kind].reads) ? (
        <SearchSelect
          key={kind}
          label={words.kinds[kind]}
          kind={`${kind}s`}
          find={kinds[kind].find}
          value={holder}
          onChange={setHolder}
          error={isChecked && !holder ? words.holderNeeded : undefined}
        />
      ) : (
        <Field
          key={kind}
          label={words.number}
          hint={words.numberHint}
          inputMode="numeric"
          maxLength={18}
          value={holder?.id ?? ''}
          onChange={(text) => setHolder(numbered(text.replace(/\D/g, '')))}
          error={isChecked && !holder ? words.holderNeeded : undefined}
        />
      )}
      <Radios
        label={words.what}
        value={permission ?? null}
        options={options.map((value) => ({ value, label: <code>{value}</code>, text: words.permissions[value] }))}
        onChange={setPermission}
      />
    </ConfirmDialog>
  );
}

const numbered = (id: string): Option | null => (id ? { id, name: id } : null);
