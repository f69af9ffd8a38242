/** Shows that something is loading, if that takes longer than a moment. */
import './loading.css';
import { ProgressBar } from 'react-aria-components';
import { useWords } from '../words/words.tsx';

export const Loading = () => (
  <ProgressBar isIndeterminate aria-label={useWords().general.loading} className="loading">
    <span />
  </ProgressBar>
);
