/** Asks before tokens are removed, naming them, and removes them: at once, and for good. */
import { useAct } from '../../api/act.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useWords } from '../../words/words.tsx';
import { removeDocument, type Token } from '../token-form/documents.ts';

interface RemoveDialogProps {
  tokens: Token[];
  close: () => void;
  done: () => void;
}

const named = 10;

export function RemoveDialog({ tokens, close, done }: RemoveDialogProps) {
  const { general, tokens: words } = useWords();
  const remove = useAct(removeDocument);
  const submit = async () => {
    if (await remove.act({ ids: tokens.map(({ id }) => id) })) done();
  };
  return (
    <Dialog title={words.remove.title(tokens.length)} onClose={close} isAlert>
      <ul className="names">
        {tokens.slice(0, named).map(({ id, name }) => (
          <li key={id}>
            <bdi>{name}</bdi>
          </li>
        ))}
        {tokens.length > named && <li>{words.remove.more(tokens.length - named)}</li>}
      </ul>
      <p>{words.remove.text}</p>
      {remove.refusal && <RefusalNote refusal={remove.refusal} />}
      <div className="dialog-actions">
        <Button onPress={close} autoFocus>
          {general.cancel}
        </Button>
        <Button look="danger" isPending={remove.isPending} onPress={submit}>
          {words.remove.act}
        </Button>
      </div>
    </Dialog>
  );
}
