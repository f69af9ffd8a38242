/** Shows recovery codes, once, to copy or download them. Only the state around this component contains them. */
import './second-factor.css';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { download } from '../token-secret/secret-files.ts';

export function RecoveryCodesDialog({ codes, close }: { codes: string; close: () => void }) {
  const words = useWords().twoStep.codes;
  const [isKept, setKept] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const keep = () => {
    setKept(true);
    setAsking(false);
  };
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
      {isAsking && (
        <p className="callout fault" role="alert">
          {words.notKept}
        </p>
      )}
      <div className="dialog-actions">
        {isAsking && <Button onPress={() => setAsking(false)}>{words.stay}</Button>}
        <Button look={isAsking ? 'danger' : 'primary'} onPress={() => (isKept || isAsking ? close() : setAsking(true))}>
          {isAsking ? words.closeAnyway : words.done}
        </Button>
      </div>
    </Dialog>
  );
}
