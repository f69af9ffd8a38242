/** The form of a role. */
import { useState } from 'react';
import type { Permission } from '../../../api/documents.ts';
import type { Refusal } from '../../../api/refusal.ts';
import { PermissionsField } from '../../../features/permissions/permissions-field.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { useWords } from '../../../words/words.tsx';

export interface Draft {
  name: string;
  permissions: readonly Permission[];
}

interface RoleFormProps {
  before: Draft;
  label: string;
  act: string;
  back: string;
  refusal: Refusal | undefined;
  isPending: boolean;
  submit: (input: { name: string; applied_permissions: Permission[] }) => void;
}

export function RoleForm({ before, submit, ...form }: RoleFormProps) {
  const words = useWords().roles;
  const [name, setName] = useState(before.name);
  const [permissions, setPermissions] = useState<ReadonlySet<Permission>>(new Set(before.permissions));
  const errorOf = useFieldErrors(form.refusal);
  return (
    <Form
      {...form}
      shown={['name', 'applied_permissions']}
      draft={[name, permissions]}
      submit={() => submit({ name, applied_permissions: [...permissions] })}
    >
      <Field label={words.columns.name} value={name} onChange={setName} maxLength={100} error={errorOf('name')} />
      <PermissionsField
        label={words.permissions}
        before={before.permissions}
        value={permissions}
        onChange={setPermissions}
        error={errorOf('applied_permissions')}
      />
    </Form>
  );
}
