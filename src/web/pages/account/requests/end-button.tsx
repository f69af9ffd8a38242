/** Withdraws a request that waits; gives back what was granted, which asks first. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/notices.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import { endDocument, type Request } from './documents.ts';

export function TakeBack({ request: { id, state, permissions } }: { request: Request }) {
  const { requests: words, general } = useWords();
  const formats = useFormats();
  const client = useQueryClient();
  const { act, isPending, refusal, forget } = useAct(endDocument);
  const [isAsked, setAsked] = useState(false);
  if (state !== 'PENDING' && state !== 'GRANTED') return null;
  const isGranted = state === 'GRANTED';
  const close = () => {
    setAsked(false);
    forget();
  };
  const end = async () => {
    if (!(await act({ id }))) return;
    close();
    notify(isGranted ? words.givenBack : words.withdrawn);
    // What one may do may be less now.
    await client.invalidateQueries();
  };
  const list = formats.list([...permissions]);
  return (
    <>
      <Button
        look="quiet"
        aria-label={isGranted ? words.giveBackOf(list) : words.withdrawOf(list)}
        isPending={isPending && !isAsked}
        onPress={() => (isGranted ? setAsked(true) : end())}
      >
        {isGranted ? words.giveBack : words.withdraw}
      </Button>
      {refusal && !isAsked && <RefusalNote refusal={refusal} />}
      {isAsked && (
        <Dialog title={words.giveBackTitle} isAlert onClose={close}>
          {refusal && <RefusalNote refusal={refusal} />}
          <p>{words.giveBackText(list)}</p>
          <div className="dialog-actions">
            <Button onPress={close}>{general.cancel}</Button>
            <Button look="danger" isPending={isPending} onPress={end}>
              {words.giveBack}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
