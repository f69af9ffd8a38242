/** The first role: a name, and one of a few usual sets of permissions. */
import type { Permission } from '../../../api/documents.ts';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { FormFrame } from '../../../ui/form-frame.tsx';
import { Radios } from '../../../ui/radios.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from '../../admin/roles/documents.ts';
import { useEntered } from './kept.ts';

const choices = {
  readers: ['READ_USER', 'READ_ROLE'],
  helpers: ['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'READ_ROLE'],
  builders: ['READ_PROJECT', 'PROVISION_PROJECT', 'EXECUTE_ANALYSIS'],
} satisfies Record<string, Permission[]>;

type Choice = keyof typeof choices;
const names = Object.keys(choices) as Choice[];

const initial: { choice: Choice; named?: string } = { choice: 'readers' };

export function RoleStep({ changed }: { changed: () => Promise<void> }) {
  const words = useWords().guide.role;
  const [{ choice, named }, keep, forget] = useEntered('role', initial);
  const { run, isPending, refusal } = useChange(createDocument);
  const errorOf = useFieldErrors(refusal);
  const name = named ?? words.choices[choice].name;
  const submit = async () => {
    if (!(await run({ input: { name, applied_permissions: choices[choice] } }))) return;
    forget();
    await changed();
  };
  return (
    <FormFrame {...{ refusal, isPending, submit }} shown={['name']}>
      <p>{words.text}</p>
      <Radios
        label={words.what}
        value={choice}
        options={names.map((value) => ({ value, ...words.choices[value] }))}
        onChange={(choice) => keep({ choice })}
      />
      <Field
        label={words.name}
        value={name}
        onChange={(named) => keep({ named })}
        error={errorOf('name')}
        maxLength={100}
      />
      <Button type="submit" look="primary" isPending={isPending}>
        {words.act}
      </Button>
    </FormFrame>
  );
}
