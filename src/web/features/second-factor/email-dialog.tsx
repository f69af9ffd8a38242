/** Enrolls codes by email, with the code that was just sent. */
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { CodeForm } from './code-form.tsx';

interface EmailDialogProps {
  /** The shortened address. */
  address: string;
  enrolled: () => void;
  cancel: () => void;
}

export function EmailDialog({ address, enrolled, cancel }: EmailDialogProps) {
  const words = useWords().twoStep.email;
  return (
    <Dialog title={words.title} onClose={cancel}>
      <p>{words.sent(<bdi>{address}</bdi>)}</p>
      <CodeForm type="EMAIL" enrolled={enrolled} cancel={cancel} />
    </Dialog>
  );
}
