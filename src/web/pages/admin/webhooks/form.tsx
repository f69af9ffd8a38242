/** The form of a webhook: its URL, what it is for, and the types of events that it gets. */
import './webhooks.css';
import { useState } from 'react';
import { CheckboxGroup, FieldError, Label } from 'react-aria-components';
import type { Refusal } from '../../../api/refusal.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Webhook } from './documents.ts';

export type Draft = Pick<Webhook, 'url' | 'description' | 'event_types' | 'enabled'>;

interface WebhookFormProps {
  before: Draft;
  label: string;
  act: string;
  back: string;
  refusal: Refusal | undefined;
  isPending: boolean;
  submit: (draft: Draft) => void;
}

export function WebhookForm({ before, submit, ...form }: WebhookFormProps) {
  const words = useWords().webhooks;
  const [url, setUrl] = useState(before.url);
  const [description, setDescription] = useState(before.description);
  const [types, setTypes] = useState<string[]>([...before.event_types]);
  const [enabled, setEnabled] = useState(before.enabled);
  const errorOf = useFieldErrors(form.refusal);
  const typesError = errorOf('event_types');
  return (
    <Form
      {...form}
      shown={['url', 'description', 'event_types']}
      draft={[url, description, new Set(types), enabled]}
      submit={() => submit({ url, description, event_types: types, enabled })}
    >
      <Field
        label={words.columns.url}
        hint={words.urlHint}
        type="url"
        value={url}
        onChange={setUrl}
        maxLength={2000}
        error={errorOf('url')}
      />
      <Field
        label={words.description}
        value={description}
        onChange={setDescription}
        maxLength={200}
        error={errorOf('description')}
        isOptional
      />
      <CheckboxGroup
        value={types}
        onChange={setTypes}
        isInvalid={typesError !== undefined}
        validationBehavior="aria"
        className="field event-types"
      >
        <Label>{words.columns.events}</Label>
        {Object.entries(words.eventTypes).map(([type, label]) => (
          <Checkbox key={type} value={type}>
            <span>
              {label}
              <code className="minor">{type}</code>
            </span>
          </Checkbox>
        ))}
        <FieldError className="field-error">{typesError}</FieldError>
      </CheckboxGroup>
      <Checkbox isSelected={enabled} onChange={setEnabled}>
        {words.isEnabled}
      </Checkbox>
    </Form>
  );
}
