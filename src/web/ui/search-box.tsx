/** A box that searches a list when the user pauses. */
import './field.css';
import './toolbar.css';
import { useEffect, useRef, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const search = (text: string) => {
    sent.current = text;
    onChange(text);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `search` differs each time
  useEffect(() => {
    // Changed from elsewhere, such as by clearing all filters.
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
      return;
    }
    if (typed === value) return;
    const pause = setTimeout(() => search(typed), 250);
    return () => clearTimeout(pause);
  }, [typed, value, onChange]);
  return (
    <SearchField value={typed} onChange={setTyped} onSubmit={search} className="field search">
      <Label>{label}</Label>
      <Input dir="auto" maxLength={255} placeholder={label} />
    </SearchField>
  );
}
