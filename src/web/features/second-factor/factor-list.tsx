/** The user's second factors, each with what can be done with it. */
import './second-factor.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { RemoveDialog } from '../../ui/remove-dialog.tsx';
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
  const client = useQueryClient();
  const deletion = useChange(deleteDocument);
  const [removed, setRemoved] = useState<Factor>();
  const remove = async ({ id }: Factor) => {
    if (!(await deletion.run({ id }))) return;
    await client.invalidateQueries({ queryKey: ['own factors'] });
    notify(words.removed);
    setRemoved(undefined);
  };
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
      {removed && (
        <RemoveDialog
          name={nameOf(removed)}
          words={words}
          removal={deletion}
          remove={() => remove(removed)}
          close={() => setRemoved(undefined)}
        />
      )}
    </>
  );
}
