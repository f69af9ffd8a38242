/** The form of an API. Its name is given once, because the configuration of proxies contains it. */
import './apis.css';
import { useId, useState } from 'react';
import { Label } from 'react-aria-components';
import type { Refusal } from '../../../api/refusal.ts';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { useWords } from '../../../words/words.tsx';

export interface Draft {
  name: string;
  description: string;
  document: string;
}

interface ApiFormProps {
  before: Draft;
  isNew: boolean;
  label: string;
  act: string;
  back: string;
  refusal: Refusal | undefined;
  isPending: boolean;
  submit: (draft: Draft) => void;
}

export function ApiForm({ before, isNew, submit, ...form }: ApiFormProps) {
  const words = useWords().apis;
  const [draft, setDraft] = useState(before);
  const errorOf = useFieldErrors(form.refusal);
  const bind = (field: keyof Draft) => ({
    value: draft[field],
    onChange: (value: string) => setDraft((draft) => ({ ...draft, [field]: value })),
    error: errorOf(field),
  });
  return (
    <Form {...form} shown={['name', 'description', 'document']} draft={draft} submit={() => submit(draft)}>
      {isNew && (
        <Field {...bind('name')} label={words.columns.name} hint={words.nameHint} maxLength={64} spellCheck="false" />
      )}
      <Field {...bind('description')} label={words.description} maxLength={200} isOptional />
      <FileField onRead={bind('document').onChange} />
      <div className="api-document">
        <Field {...bind('document')} label={words.document} hint={words.documentHint} spellCheck="false" isLong />
      </div>
    </Form>
  );
}

/** Puts the text of a file into the field below it, where it can be looked at before it is sent. */
function FileField({ onRead }: { onRead: (text: string) => void }) {
  const words = useWords().apis;
  const id = useId();
  return (
    <div className="field">
      <Label htmlFor={id}>{words.file}</Label>
      <input
        id={id}
        type="file"
        accept=".json,.yaml,.yml"
        onChange={async ({ target }) => {
          const text = await target.files?.[0]?.text();
          if (text !== undefined) onRead(text);
        }}
      />
    </div>
  );
}
