/** The field for the type of a token: for its owner, for the analyses of one project, or for those of all projects. */
import { type ReactNode, useState } from 'react';
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Radios } from '../../ui/radios.tsx';
import { useWords } from '../../words/words.tsx';
import type { Draft } from './draft.ts';
import { useOwner } from './owner.ts';
import { useProjects } from './queries.ts';

interface TypeFieldProps {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  error?: ReactNode;
}

export function TypeField({ draft, change, error }: TypeFieldProps) {
  const words = useWords().tokens;
  const owner = useOwner();
  const [search, setSearch] = useState('');
  const { data: projects = [] } = useProjects(search);
  const analyses = owner.may('EXECUTE_ANALYSIS');
  const texts = { USER: owner.words.user, ...words.typeTexts };
  const types: Draft['type'][] = ['USER'];
  if (owner.mayAnalyse && (analyses || projects.length > 0 || search)) types.push('PROJECT_ANALYSIS');
  if (owner.mayAnalyse && analyses) types.push('GLOBAL_ANALYSIS');
  if (types.length === 1 && draft.type === 'USER') return null;
  return (
    <>
      <Radios
        label={words.columns.type}
        hint={words.form.typeHint}
        value={draft.type}
        options={types.map((value) => ({ value, label: words.types[value], text: texts[value] }))}
        onChange={(type) => change({ type })}
      />
      {draft.type === 'PROJECT_ANALYSIS' && (
        <ComboBox
          className="field"
          items={projects.map(({ key, name }) => ({ id: key, key, name }))}
          value={draft.projectKey}
          inputValue={search}
          onInputChange={setSearch}
          onChange={(key) => {
            change({ projectKey: key === null ? null : String(key) });
            setSearch(projects.find((project) => project.key === key)?.name ?? search);
          }}
          defaultFilter={() => true}
          isInvalid={error !== undefined}
          validationBehavior="aria"
          menuTrigger="focus"
        >
          <Label>{words.project}</Label>
          <Input dir="auto" />
          <FieldError className="field-error">{error}</FieldError>
          <Popover className="popover">
            <ListBox className="menu">
              {({ key, name }: { key: string; name: string }) => (
                <ListBoxItem id={key} textValue={name}>
                  <span>
                    <bdi>{name}</bdi>
                    <bdi className="minor">{key}</bdi>
                  </span>
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
      )}
    </>
  );
}
