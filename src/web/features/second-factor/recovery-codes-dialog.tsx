/** Shows recovery codes, once, to copy or download them. Only the state around this component contains them. */
import './second-factor.css';
import { Button } from '../../ui/button.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useShownOnce } from '../../ui/shown-once.tsx';
import { useWords } from '../../words/words.tsx';
import { download } from '../token-secret/secret-files.ts';

export function RecoveryCodesDialog({ codes, close }: { codes: string; close: () => void }) {
  const words = useWords().twoStep.codes;
  const { keep, buttons } = useShownOnce(words, close);
  const save = () => {
    download({ name: 'latchkey-recovery-codes.txt', text: `${codes}\n` });
    keep();
  };
  return (
    <Dialog title={words.title}>
      <p className="callout warning">{words.once}</p>
      <p>{words.text}</p>
      <div className="recovery-codes">
        <Copyable label={words.label} value={codes} isLong onCopy={keep} autoFocus />
      </div>
      <Button onPress={save}>{words.download}</Button>
      {buttons}
    </Dialog>
  );
}
