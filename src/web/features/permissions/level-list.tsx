/** The nouns of the permissions in their groups, each with the choice of none, read or write. */
import './level-list.css';
import { useId } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { PermissionInfo } from './catalog.ts';
import { type Level, levelOf, levelsOf, type Noun, nounsOf, withLevel } from './levels.ts';
import type { PermissionSelection } from './selection.ts';

interface LevelListProps {
  permissions: readonly PermissionInfo[];
  selection: PermissionSelection;
  onChange: (selection: PermissionSelection) => void;
  /** The element that says what is wrong. */
  errorId?: string | undefined;
}

export function LevelList({ permissions, selection, onChange, errorId }: LevelListProps) {
  const { server } = useWords();
  const nouns = nounsOf(permissions);
  const groups = [...new Set(nouns.map(({ group }) => group))];
  return (
    <div className="levels">
      {groups.map((group) => (
        <section key={group} aria-label={server.group(group)}>
          <h2>
            <bdi>{server.group(group)}</bdi>
          </h2>
          {nouns
            .filter((noun) => noun.group === group)
            .map((noun) => (
              <LevelRow
                key={noun.key}
                noun={noun}
                selection={selection}
                onChange={(level) => onChange(withLevel(noun, level, selection))}
                errorId={noun === nouns[0] ? errorId : undefined}
              />
            ))}
        </section>
      ))}
    </div>
  );
}

interface LevelRowProps {
  noun: Noun;
  selection: PermissionSelection;
  onChange: (level: Level) => void;
  errorId: string | undefined;
}

/** Beside the level are the permissions that it selects, so that users learn their names in the API. */
function LevelRow({ noun, selection, onChange, errorId }: LevelRowProps) {
  const { permissions: words, server } = useWords();
  const nameId = useId();
  const level = levelOf(noun, selection);
  const levels = [...levelsOf(noun), ...(level === 'CUSTOM' ? (['CUSTOM'] as const) : [])];
  const selected = noun.permissions.filter(({ name }) => selection.permissions.has(name));
  return (
    <div className="level-row" data-level={level}>
      <div className="level-text">
        <span id={nameId}>
          <bdi>{server.noun(noun.name)}</bdi>
        </span>
        {selected.length > 0 && (
          <span className="level-permissions">
            {selected.map(({ name, title, warning }) => (
              <span key={name} title={title}>
                {warning && <WarningIcon />}
                <code>{name}</code>
              </span>
            ))}
          </span>
        )}
      </div>
      <RadioGroup
        aria-labelledby={nameId}
        orientation="horizontal"
        value={level}
        onChange={(value) => value !== 'CUSTOM' && onChange(value as Level)}
        className="level-choice"
        validationBehavior="aria"
        isInvalid={errorId !== undefined}
        {...(errorId ? { 'aria-describedby': errorId } : {})}
      >
        {levels.map((value) => (
          <Radio key={value} value={value} className={`level ${value.toLowerCase()}`}>
            {words.levels[value]}
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
