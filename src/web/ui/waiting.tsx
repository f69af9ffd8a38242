/** Says that something is on its way. It appears only when that takes a moment. */
import './waiting.css';
import { ProgressBar } from 'react-aria-components';
import { useWords } from '../words/words.tsx';

export const Waiting = () => (
  <ProgressBar isIndeterminate aria-label={useWords().general.loading} className="waiting">
    <span />
  </ProgressBar>
);
