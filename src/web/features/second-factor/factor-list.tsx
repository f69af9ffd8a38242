/** The user's second factors, each with what can be done with it. */
import './second-factor.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { deleteDocument, type Factor } from './documents.ts';

interface FactorListProps {
  factors: readonly Factor[];
  /** Makes a new secret or new codes. */
  replace: (factor: Factor) => void;
  isPending: boolean;
}

export function FactorList({ factors, replace, isPending }: FactorListProps) {
  const words = useWords().twoStep;
  const formats = useFormats();
  const [removed, setRemoved] = useState<Factor>();
  const nameOf = ({ type, data }: Factor) => words.nameOf(type, data ?? '');
  return (
    <>
      <ul className="factors">
        {factors.map((factor) => (
          <li key={factor.id}>
            <span className="factor-name">
              <bdi>{nameOf(factor)}</bdi>
              <span className="minor">{words.since(formats.day(factor.created_at))}</span>
            </span>
            {(factor.type === 'TOTP' || factor.type === 'RECOVERY_CODES') && (
              <Button
                look="quiet"
                isPending={isPending}
                aria-label={words.replaceOne(nameOf(factor))}
                onPress={() => replace(factor)}
              >
                {words.replace}
              </Button>
            )}
            <Button look="quiet" aria-label={words.removeOne(nameOf(factor))} onPress={() => setRemoved(factor)}>
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
      {removed && <RemoveDialog factor={removed} name={nameOf(removed)} close={() => setRemoved(undefined)} />}
    </>
  );
}

function RemoveDialog({ factor, name, close }: { factor: Factor; name: string; close: () => void }) {
  const words = useWords().twoStep;
  const client = useQueryClient();
  const deletion = useChange(deleteDocument);
  const submit = async () => {
    if (!(await deletion.run({ id: factor.id }))) return;
    await client.invalidateQueries({ queryKey: ['own factors'] });
    notify(words.removed);
    close();
  };
  return (
    <ConfirmDialog
      title={words.removeTitle(<bdi>{name}</bdi>)}
      act={words.remove}
      isDangerous
      isPending={deletion.isPending}
      refusal={deletion.refusal}
      submit={submit}
      close={close}
    >
      <p>{words.removeText}</p>
    </ConfirmDialog>
  );
}
