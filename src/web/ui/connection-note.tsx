/** Says while the server cannot be reached that what is shown may be old, and that the pages continue by themselves. */
import './callout.css';
import { useIsConnectionLost } from '../api/connection.ts';
import { useWords } from '../words/words.tsx';

export function ConnectionNote() {
  const words = useWords().general.connection;
  const isLost = useIsConnectionLost();
  return (
    <div role="status">
      {isLost && (
        <p className="callout warning">
          <b>{words.title}</b> {words.text}
        </p>
      )}
    </div>
  );
}
