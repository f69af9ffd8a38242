/** Filters a list of requests by their state. */
import { Choice } from '../../ui/choice.tsx';
import { useWords } from '../../words/words.tsx';
import type { RequestState } from './documents.ts';

export type StateFilterValue = RequestState | 'all';

const states = ['all', 'PENDING', 'GRANTED', 'DECLINED', 'EXPIRED', 'ENDED'] as const;

interface StateFilterProps {
  value: StateFilterValue;
  onChange: (state: StateFilterValue) => void;
}

export function StateFilter({ value, onChange }: StateFilterProps) {
  const words = useWords().requests;
  const options = states.map((state) => ({ value: state, label: words.states[state] }));
  return <Choice label={words.filter} value={value} options={options} onChange={onChange} />;
}
