/** Withdraws a request that is not decided yet, or gives back what was granted, after a confirmation. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { endDocument, type Request } from '../../../features/access-requests/documents.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';

export function EndButton({ request: { id, state, permissions } }: { request: Request }) {
  const words = useWords().requests;
  const formats = useFormats();
  const client = useQueryClient();
  const { run, isPending, refusal, forget } = useChange(endDocument);
  const [isConfirming, setConfirming] = useState(false);
  if (state !== 'PENDING' && state !== 'GRANTED') return null;
  const isGranted = state === 'GRANTED';
  const close = () => {
    setConfirming(false);
    forget();
  };
  const end = async () => {
    if (!(await run({ id }))) return;
    close();
    notify(isGranted ? words.givenBack : words.withdrawn);
    // The user may have fewer permissions now.
    await client.invalidateQueries();
  };
  const list = formats.list([...permissions]);
  return (
    <>
      <Button
        look="quiet"
        aria-label={isGranted ? words.giveBackOf(list) : words.withdrawOf(list)}
        isPending={isPending && !isConfirming}
        onPress={() => (isGranted ? setConfirming(true) : end())}
      >
        {isGranted ? words.giveBack : words.withdraw}
      </Button>
      {refusal && !isConfirming && <RefusalNote refusal={refusal} />}
      {isConfirming && (
        <ConfirmDialog
          title={words.giveBackTitle}
          act={words.giveBack}
          isDangerous
          {...{ isPending, refusal, close }}
          submit={end}
        >
          <p>{words.giveBackText(list)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
