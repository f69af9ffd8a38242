/** The first role: a name, and one of a few usual sets of permissions. */
import { type FormEvent, useState } from 'react';
import type { Permission } from '../../../api/documents.ts';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Radios } from '../../../ui/radios.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from '../../admin/roles/documents.ts';

const choices = {
  readers: ['READ_USER', 'READ_ROLE'],
  helpers: ['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'READ_ROLE'],
  builders: ['READ_PROJECT', 'PROVISION_PROJECT', 'EXECUTE_ANALYSIS'],
} satisfies Record<string, Permission[]>;

type Choice = keyof typeof choices;
const names = Object.keys(choices) as Choice[];

export function RoleStep({ changed }: { changed: () => Promise<void> }) {
  const words = useWords().guide.role;
  const [choice, setChoice] = useState<Choice>('readers');
  const [named, setNamed] = useState<string>();
  const { run, isPending, refusal } = useChange(createDocument);
  const errorOf = useFieldErrors(refusal);
  const name = named ?? words.choices[choice].name;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ input: { name, applied_permissions: choices[choice] } })) await changed();
  };
  return (
    <form onSubmit={submit}>
      <p>{words.text}</p>
      <Radios
        label={words.what}
        value={choice}
        options={names.map((value) => ({ value, ...words.choices[value] }))}
        onChange={setChoice}
      />
      <Field label={words.name} value={name} onChange={setNamed} error={errorOf('name')} maxLength={100} />
      {refusal && <RefusalNote refusal={refusal} shown={['name']} />}
      <Button type="submit" look="primary" isPending={isPending}>
        {words.act}
      </Button>
    </form>
  );
}
