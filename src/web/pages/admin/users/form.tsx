/** The form of a user, new or existing. */
import type { ReactNode } from 'react';
import type { Refusal } from '../../../api/refusal.ts';
import { useMay, useMe } from '../../../api/session.tsx';
import { findRoles } from '../../../features/search/find-roles.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { type Option, SearchSelect } from '../../../ui/search-select.tsx';
import { type Language, languages } from '../../../words/languages.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { User } from './documents.ts';

const texts = ['name', 'public_name', 'username', 'email_address', 'mobile_number'] as const;
const shown = [...texts, 'role_id'];

export interface Draft extends Record<(typeof texts)[number], string> {
  language: Language;
  role: Option | null;
  super_admin: boolean;
}

export const emptyDraft: Draft = {
  name: '',
  public_name: '',
  username: '',
  email_address: '',
  mobile_number: '',
  language: 'en',
  role: null,
  super_admin: false,
};

export const draftOf = (user: User): Draft => ({
  name: user.name,
  public_name: user.public_name,
  username: user.username,
  email_address: user.email_address,
  mobile_number: user.mobile_number ?? '',
  language: user.language ?? 'en',
  role: user.role ?? null,
  super_admin: user.super_admin,
});

interface UserFormProps {
  label: string;
  act: string;
  back: string;
  draft: Draft;
  /** Without the fields that only people need. */
  isService?: boolean;
  /** The values of further fields. */
  more?: unknown;
  change: (changes: Partial<Draft>) => void;
  refusal: Refusal | undefined;
  isPending: boolean;
  submit: () => void;
  children?: ReactNode;
}

export function UserForm({ draft, isService = false, more, change, children, ...form }: UserFormProps) {
  const words = useWords().users;
  const formats = useFormats();
  const may = useMay();
  const me = useMe();
  const errorOf = useFieldErrors(form.refusal);
  const text = (name: (typeof texts)[number], more: { hint?: string; isOptional?: boolean; type?: 'email' } = {}) => (
    <Field
      label={words.fields[name]}
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
      error={errorOf(name)}
      autoComplete="off"
      {...more}
    />
  );
  return (
    <Form {...form} shown={shown} draft={[draft, more]}>
      <div className="columns">
        {text('name')}
        {!isService && text('public_name', { hint: words.fields.public_nameHint })}
        {text('username', { hint: isService ? words.createService.usernameHint : words.fields.usernameHint })}
        {text('email_address', { type: 'email', ...(isService ? { hint: words.createService.emailHint } : {}) })}
        {!isService && (
          <>
            {text('mobile_number', { hint: words.fields.mobile_numberHint, isOptional: true })}
            <Choice
              label={words.fields.language}
              value={draft.language}
              options={languages.map((value) => ({ value, label: formats.language(value) }))}
              onChange={(language) => change({ language })}
            />
          </>
        )}
      </div>
      {may('READ_ROLE') && (
        <SearchSelect
          label={words.fields.role}
          hint={words.fields.roleHint}
          none={words.noRole}
          kind="roles"
          find={findRoles}
          value={draft.role}
          onChange={(role) => change({ role })}
          error={errorOf('role_id')}
        />
      )}
      {me.super_admin && !isService && (
        <Checkbox isSelected={draft.super_admin} onChange={(super_admin) => change({ super_admin })}>
          {words.fields.super_admin}
        </Checkbox>
      )}
      {children}
    </Form>
  );
}
