/** Adds a rule to the firewall, or changes one. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument, type Rule, updateDocument } from './documents.ts';

export type Draft = Pick<Rule, 'subnet' | 'description'>;

interface RuleDialogProps {
  before: Draft;
  /** Undefined: a new one. */
  rule: Rule | undefined;
  close: () => void;
}

export function RuleDialog({ before, rule, close }: RuleDialogProps) {
  const words = useWords().firewall;
  const client = useQueryClient();
  const [subnet, setSubnet] = useState(before.subnet);
  const [description, setDescription] = useState(before.description);
  const [isChecked, setChecked] = useState(false);
  const creation = useChange(createDocument);
  const edit = useChange(updateDocument);
  const { isPending, refusal } = rule ? edit : creation;
  const errorOf = useFieldErrors(refusal);
  const malformed = isChecked && !isSubnet(subnet);
  const errors = {
    subnet: malformed ? words.malformed : errorOf('subnet'),
    description: errorOf('description'),
  };
  const submit = async () => {
    setChecked(true);
    if (!isSubnet(subnet)) return;
    const input = { subnet: subnet.trim(), description };
    if (!(await (rule ? edit.run({ id: rule.id, input }) : creation.run({ input })))) return;
    await client.invalidateQueries({ queryKey: ['firewall'] });
    notify(rule ? words.saved : words.added);
    close();
  };
  return (
    <ConfirmDialog
      title={rule ? words.editTitle(<bdi>{rule.subnet}</bdi>) : words.addTitle}
      act={rule ? words.save : words.addAct}
      isPending={isPending}
      refusal={refusal}
      shown={['subnet', 'description']}
      draft={[subnet, description]}
      submit={submit}
      close={close}
    >
      <Field
        label={words.columns.subnet}
        hint={words.subnetHint}
        value={subnet}
        onChange={setSubnet}
        maxLength={60}
        error={errors.subnet}
        autoFocus
      />
      <Field
        label={words.description}
        value={description}
        onChange={setDescription}
        maxLength={200}
        error={errors.description}
      />
    </ConfirmDialog>
  );
}

/** The form of a subnet, so that a typing error is shown beside its field. The server checks the rest. */
const isSubnet = (text: string) => /^[\da-f.:]+\/\d{1,3}$/i.test(text.trim());
