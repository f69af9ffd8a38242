/** Shows that something is loading, if that takes longer than a moment. */
import './waiting.css';
import { ProgressBar } from 'react-aria-components';
import { useWords } from '../words/words.tsx';

export const Waiting = () => (
  <ProgressBar isIndeterminate aria-label={useWords().general.loading} className="waiting">
    <span />
  </ProgressBar>
);
