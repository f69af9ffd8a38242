/** A field to choose one of many, such as a role: the server searches while the user types. */
import './field.css';
import './menu.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  Autocomplete,
  Button,
  FieldError,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import { CheckIcon, DownIcon } from './icons.tsx';

export interface Option {
  id: string;
  name: string;
  /** Distinguishes two options with the same name. */
  detail?: string;
}

interface SearchSelectProps {
  label: string;
  value: Option | null;
  onChange: (found: Option | null) => void;
  /** The kind of the options, such as `roles`: part of the key of the cached results. */
  kind: string;
  find: (text: string) => Promise<Option[]>;
  /** The text for no choice, such as "No role". Without it, one must be chosen. */
  none?: string;
  hint?: ReactNode;
  error?: ReactNode | undefined;
  isDisabled?: boolean;
}

const noneKey = 'none';

export function SearchSelect({
  label,
  value,
  onChange,
  kind,
  find,
  none,
  hint,
  error,
  isDisabled = false,
}: SearchSelectProps) {
  const words = useWords().general;
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const { data = [] } = useQuery({
    queryKey: ['find', kind, text],
    queryFn: () => find(text),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const choose = (key: Key | null) => {
    setText('');
    onChange(data.find(({ id }) => id === key) ?? (key === value?.id ? value : null));
  };
  return (
    <Select
      value={value?.id ?? noneKey}
      onChange={choose}
      isOpen={isOpen}
      isDisabled={isDisabled}
      allowsEmptyCollection
      onOpenChange={setOpen}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="field choice"
    >
      <Label>{label}</Label>
      <Button className="box">
        <SelectValue>
          {() => (value ? <bdi>{value.name}</bdi> : <span className="soft">{none ?? words.choose}</span>)}
        </SelectValue>
        <DownIcon />
      </Button>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover finder">
        <Autocomplete inputValue={text} onInputChange={setText}>
          <SearchField aria-label={words.table.search} autoFocus className="field">
            <Input dir="auto" maxLength={255} placeholder={words.table.search} />
          </SearchField>
          <ListBox className="menu" renderEmptyState={() => <p className="nothing">{words.table.nothing}</p>}>
            {none !== undefined && text === '' && (
              <ListBoxItem id={noneKey} textValue={none}>
                <span className="soft">{none}</span>
              </ListBoxItem>
            )}
            {data.map(({ id, name, detail }) => (
              <ListBoxItem key={id} id={id} textValue={name}>
                {({ isSelected }) => (
                  <>
                    <span>
                      <bdi>{name}</bdi>
                      {detail && <bdi className="minor">{detail}</bdi>}
                    </span>
                    {isSelected && <CheckIcon />}
                  </>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        </Autocomplete>
      </Popover>
    </Select>
  );
}
