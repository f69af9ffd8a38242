/** The first user, with the new role. If the server sends no email, the answer contains the link for them. */
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { FormFrame } from '../../../ui/form-frame.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from '../../admin/users/documents.ts';
import { useEntered } from './kept.ts';

interface UserStepProps {
  role: { id: string; name: string };
  changed: () => Promise<void>;
  setLink: (link: string) => void;
}

const shown = ['name', 'username', 'email_address'] as const;
const empty = { name: '', username: '', email_address: '' };

export function UserStep({ role, changed, setLink }: UserStepProps) {
  const { guide, users } = useWords();
  const words = guide.user;
  const [values, keep, forget] = useEntered('user', empty);
  const { run, isPending, refusal } = useChange(createDocument);
  const errorOf = useFieldErrors(refusal);
  const submit = async () => {
    const done = await run({ input: { ...values, public_name: values.name, role_id: role.id } });
    if (!done) return;
    forget();
    if (done.createUser?.setup_link) setLink(done.createUser.setup_link);
    await changed();
  };
  return (
    <FormFrame {...{ refusal, isPending, submit }} shown={shown}>
      <p>{words.text(<bdi>{role.name}</bdi>)}</p>
      <div className="step-fields">
        {shown.map((name) => (
          <Field
            key={name}
            label={users.fields[name]}
            type={name === 'email_address' ? 'email' : 'text'}
            value={values[name]}
            onChange={(value) => keep({ [name]: value })}
            error={errorOf(name)}
            autoComplete="off"
          />
        ))}
      </div>
      <Button type="submit" look="primary" isPending={isPending}>
        {words.act}
      </Button>
    </FormFrame>
  );
}
