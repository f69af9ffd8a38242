/** The end of a dialog with something that is shown once: closing it asks first, until it was copied or downloaded. */
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';

interface Words {
  notKept: string;
  stay: string;
  closeAnyway: string;
  done: string;
}

export interface ShownOnce {
  isKept: boolean;
  /** Must be called when it was copied or downloaded. */
  keep: () => void;
  /** Asks, as closing the dialog does. */
  ask: () => void;
  buttons: ReactNode;
}

export function useShownOnce(words: Words, close: () => void): ShownOnce {
  const [isKept, setKept] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const keep = () => {
    setKept(true);
    setAsking(false);
  };
  const buttons = (
    <>
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
    </>
  );
  return { isKept, keep, ask: () => setAsking(true), buttons };
}
