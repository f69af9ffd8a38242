/** A field to choose one of a few options. */
import './field.css';
import './menu.css';
import { Button, type Key, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { CheckIcon, DownIcon } from './icons.tsx';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Select value={value} onChange={(key: Key | null) => onChange(key as Value)} className="field choice">
      <Label>{label}</Label>
      <Button className="box">
        <SelectValue />
        <DownIcon />
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          {options.map(({ value, label }) => (
            <ListBoxItem key={value} id={value} textValue={label}>
              {({ isSelected }) => (
                <>
                  <span>{label}</span>
                  {isSelected && <CheckIcon />}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
