/** The form of a permission set. */
import { useState } from 'react';
import type { Permission } from '../../../api/documents.ts';
import type { Refusal } from '../../../api/refusal.ts';
import { PermissionsField } from '../../../features/permissions/permissions-field.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { useWords } from '../../../words/words.tsx';
import type { PermissionSet } from './documents.ts';

export type Draft = Pick<PermissionSet, 'name' | 'description' | 'permissions'>;

interface SetFormProps {
  before: Draft;
  label: string;
  act: string;
  refusal: Refusal | undefined;
  isPending: boolean;
  submit: (draft: Draft) => void;
}

export function SetForm({ before, submit, ...form }: SetFormProps) {
  const words = useWords().permissionSets;
  const [name, setName] = useState(before.name);
  const [description, setDescription] = useState(before.description);
  const [permissions, setPermissions] = useState<ReadonlySet<Permission>>(new Set(before.permissions));
  const errorOf = useFieldErrors(form.refusal);
  return (
    <Form
      {...form}
      back="/admin/permission-sets"
      shown={['name', 'description', 'permissions']}
      draft={[name, description, permissions]}
      submit={() => submit({ name, description, permissions: [...permissions] })}
    >
      <Field label={words.columns.name} value={name} onChange={setName} maxLength={100} error={errorOf('name')} />
      <Field
        label={words.description}
        value={description}
        onChange={setDescription}
        maxLength={1000}
        error={errorOf('description')}
        isLong
        isOptional
      />
      <PermissionsField
        label={words.permissions}
        before={before.permissions}
        value={permissions}
        onChange={setPermissions}
        forToken
        error={errorOf('permissions')}
      />
    </Form>
  );
}
