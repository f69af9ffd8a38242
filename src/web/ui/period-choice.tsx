/** Chooses one of a few periods of days. */
import './period-choice.css';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useWords } from '../words/words.tsx';

interface PeriodChoiceProps {
  label: string;
  options: readonly number[];
  days: number;
  onChange: (days: number) => void;
}

export function PeriodChoice({ label, options, days, onChange }: PeriodChoiceProps) {
  const words = useWords().token.usage;
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="spans"
      disallowEmptySelection
      selectedKeys={[days]}
      onSelectionChange={(keys) => onChange(Number([...keys][0]))}
    >
      {options.map((span) => (
        <ToggleButton key={span} id={span} className="span">
          {words.days(span)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
