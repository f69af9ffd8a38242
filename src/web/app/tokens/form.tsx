/** The form of a token, for making one and for changing one: what it is called, what it may do, how long and from where. */
import './form.css';
import { type FormEvent, useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Refusal } from '../api/refusal.ts';
import { Button, LinkButton } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { DownIcon } from '../controls/icons.tsx';
import { RefusalNote } from '../controls/refusal-note.tsx';
import type { Catalog } from '../permissions/catalog.ts';
import { useWords } from '../words/words.tsx';
import { CapField } from './cap-field.tsx';
import type { PermissionSet } from './documents.ts';
import type { Draft } from './draft.ts';
import type { Policy } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';
import { Summary } from './summary.tsx';
import { TypeField } from './type-field.tsx';

interface TokenFormProps {
  /** What the form begins with. */
  before: Draft;
  isNew: boolean;
  policy: Policy;
  catalog: Catalog;
  sets: PermissionSet[];
  submitLabel: string;
  /** Where cancelling leads. */
  back: string;
  isPending: boolean;
  refusal: Refusal | undefined;
  onSubmit: (draft: Draft) => void;
}

export function TokenForm(props: TokenFormProps) {
  const { before, isNew, policy, catalog, sets, submitLabel, back, isPending, refusal, onSubmit } = props;
  const { general, tokens: words } = useWords();
  const [draft, setDraft] = useState(before);
  const [isChecked, setChecked] = useState(false);
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const faults = useFaults(draft, before, isChecked, refusal);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.values(faultsOf(draft, before)).every((fault) => !fault)) onSubmit(draft);
  };
  return (
    <form className="token-form" onSubmit={submit} noValidate>
      <div className="token-fields">
        <Field
          label={words.columns.name}
          hint={words.form.nameHint}
          value={draft.name}
          onChange={(name) => change({ name })}
          maxLength={100}
          error={faults.name}
          autoFocus={isNew}
          isRequired
        />
        <Field
          label={words.form.description}
          value={draft.description}
          onChange={(description) => change({ description })}
          maxLength={1000}
          error={faults.description}
          isLong
          isOptional
        />
        {isNew && <TypeField draft={draft} change={change} error={faults.project} />}
        {draft.type === 'USER' && (
          <CapField draft={draft} change={change} catalog={catalog} sets={sets} error={faults.cap} />
        )}
        <ExpiryField
          value={draft.expiry}
          onChange={(expiry) => change({ expiry })}
          policy={policy}
          error={faults.expiry}
        />
        <Disclosure className="advanced" defaultExpanded={draft.subnets !== ''}>
          <Heading level={2}>
            <AriaButton slot="trigger" className="button quiet">
              <DownIcon /> {words.form.advanced}
            </AriaButton>
          </Heading>
          <DisclosurePanel>
            <Field
              label={words.form.subnets}
              hint={words.form.subnetsHint}
              value={draft.subnets}
              onChange={(subnets) => change({ subnets })}
              error={faults.subnets}
              isLong
              isOptional
            />
          </DisclosurePanel>
        </Disclosure>
        {refusal && <RefusalNote refusal={refusal} shown={shownFields} />}
        <div className="form-actions">
          <Button type="submit" look="primary" isPending={isPending}>
            {submitLabel}
          </Button>
          <LinkButton href={back}>{general.cancel}</LinkButton>
        </div>
      </div>
      <Summary draft={draft} catalog={catalog} sets={sets} />
    </form>
  );
}

const shownFields = [
  'name',
  'description',
  'project_key',
  'permissions',
  'permission_set_id',
  'methods',
  'expires_on',
  'expires_at',
  'allowed_subnets',
];

/** What is missing, found before the server is asked. A limit that was not touched is as it was, even one to nothing. */
const faultsOf = ({ name, type, projectKey, mode, setId, picked, expiry }: Draft, before: Draft) => ({
  name: name.trim() === '',
  project: type === 'PROJECT_ANALYSIS' && projectKey === null,
  cap:
    type === 'USER' &&
    (mode !== before.mode || picked !== before.picked) &&
    ((mode === 'custom' && picked.permissions.size === 0) || (mode === 'set' && setId === null)),
  expiry: expiry === undefined,
});

/** Those once the form was sent, and what the server found, beside the fields. */
function useFaults(draft: Draft, before: Draft, isChecked: boolean, refusal: Refusal | undefined) {
  const { faults: words } = useWords().tokens;
  const missing = faultsOf(draft, before);
  const { fields = {}, code } = refusal ?? {};
  const fault = (name: keyof typeof missing) => (isChecked && missing[name] ? words[name] : undefined);
  return {
    name: fault('name') ?? (fields.name && code === 'CONFLICT' ? words.taken : fields.name),
    description: fields.description,
    project: fault('project') ?? fields.project_key,
    cap: fault('cap') ?? fields.permissions ?? fields.permission_set_id ?? fields.methods,
    expiry: fault('expiry') ?? fields.expires_on ?? fields.expires_at,
    subnets: fields.allowed_subnets && words.subnets,
  };
}
