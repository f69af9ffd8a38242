/** A box that searches a list when the user pauses. */
import './field.css';
import './toolbar.css';
import { useEffect, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const pause = setTimeout(() => onChange(typed), 250);
    return () => clearTimeout(pause);
  }, [typed, value, onChange]);
  return (
    <SearchField value={typed} onChange={setTyped} onSubmit={onChange} className="field search">
      <Label>{label}</Label>
      <Input dir="auto" maxLength={255} placeholder={label} />
    </SearchField>
  );
}
