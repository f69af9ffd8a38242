/** Retires a custom permission after a confirmation, or takes that back. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { type CustomPermission, retireDocument, updateDocument } from './documents.ts';
import { Holders } from './holders.tsx';
import { readAgain, useRequiringNames } from './queries.ts';

export function RetireButton({ permission: { id, name, retired_at } }: { permission: CustomPermission }) {
  const words = useWords().customPermissions;
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const retire = useChange(retireDocument);
  const restore = useChange(updateDocument);
  const apis = useRequiringNames(name);
  const act = retired_at ? restore : retire;
  const submit = async () => {
    const done = retired_at ? restore.run({ id, input: { unset_retired: true } }) : retire.run({ id });
    if (!(await done)) return;
    await readAgain(client);
    notify(retired_at ? words.grantableAgain : words.wasRetired);
    setAsking(false);
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{retired_at ? words.allowGrants : words.retire}</Button>
      {isAsking && (
        <ConfirmDialog
          title={retired_at ? words.allowGrantsTitle(<bdi>{name}</bdi>) : words.retireTitle(<bdi>{name}</bdi>)}
          act={retired_at ? words.allowGrants : words.retire}
          isPending={act.isPending}
          refusal={act.refusal}
          submit={submit}
          close={() => setAsking(false)}
        >
          <Holders name={name} />
          <p>{retired_at ? words.allowGrantsText : words.retireText}</p>
          {!retired_at && apis && <p>{words.retireRequired(apis)}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
