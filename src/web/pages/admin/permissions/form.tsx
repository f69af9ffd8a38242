/** The form of a custom permission. Its name is given once, because other services check it. */
import { useState } from 'react';
import type { Refusal } from '../../../api/refusal.ts';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { useWords } from '../../../words/words.tsx';

export interface Draft {
  name: string;
  group: string;
  description: string;
  warning: string;
  /** One per line. */
  kinds: string;
}

export const kindsIn = ({ kinds }: Draft): string[] => kinds.split(/[\s,]+/).filter(Boolean);

interface PermissionFormProps {
  before: Draft;
  isNew: boolean;
  /** Whether its kinds of resource are declared, so that they do not change any more. */
  hasKinds?: boolean;
  label: string;
  act: string;
  refusal: Refusal | undefined;
  isPending: boolean;
  submit: (draft: Draft) => void;
}

export function PermissionForm({ before, isNew, hasKinds = false, submit, ...form }: PermissionFormProps) {
  const words = useWords().customPermissions;
  const [draft, setDraft] = useState(before);
  const errorOf = useFieldErrors(form.refusal);
  const bind = (field: keyof Draft, name: string = field) => ({
    value: draft[field],
    onChange: (value: string) => setDraft({ ...draft, [field]: value }),
    error: errorOf(name),
  });
  return (
    <Form
      {...form}
      back="/admin/permissions"
      shown={['name', 'group', 'description', 'warning', 'resource_kinds']}
      draft={draft}
      submit={() => submit(draft)}
    >
      {isNew && (
        <Field {...bind('name')} label={words.columns.name} hint={words.nameHint} maxLength={64} spellCheck="false" />
      )}
      <Field {...bind('group')} label={words.columns.group} hint={words.groupHint} maxLength={100} />
      <Field {...bind('description')} label={words.description} maxLength={500} isLong />
      <Field {...bind('warning')} label={words.warning} hint={words.warningHint} maxLength={500} isLong isOptional />
      {!hasKinds && (
        <Field {...bind('kinds', 'resource_kinds')} label={words.kinds} hint={words.kindsHint} isLong isOptional />
      )}
    </Form>
  );
}
