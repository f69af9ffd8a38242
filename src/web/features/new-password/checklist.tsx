/**
 * The rules for a new password, each with a mark as soon as it is kept. Screen readers read the list with the field, and
 * hear how many rules are kept when the user stops typing.
 */
import './checklist.css';
import { useEffect, useState } from 'react';
import { CheckIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { PasswordPolicy, Rule } from './rules.ts';
import { useRules } from './use-rules.ts';

interface ChecklistProps {
  /** For `aria-describedby` of the field. */
  id: string;
  policy: PasswordPolicy;
  password: string;
  /** The same array as long as its words are the same. */
  own: string[];
}

export function Checklist({ id, policy, password, own }: ChecklistProps) {
  const words = useWords().newPassword;
  const { rules, score } = useRules(policy, password, own);
  return (
    <>
      <ul id={id} className="rules">
        {rules.map(({ name, least, isKept }) => (
          <li key={name} className={isKept ? 'rule kept' : 'rule'}>
            {isKept ? <CheckIcon /> : <span className="icon" aria-hidden="true" />}
            <span>
              {words.rules[name](least)}
              {name === 'strength' && score !== undefined && ` ${words.now(score)}`}
              {password !== '' && <span className="unseen"> ({words.states[stateOf({ isKept })]})</span>}
            </span>
          </li>
        ))}
        <li>{words.advice}</li>
      </ul>
      <Announcement text={password === '' ? '' : summary(rules, words)} />
    </>
  );
}

export const stateOf = ({ isKept }: Pick<Rule, 'isKept'>) =>
  isKept === undefined ? 'unknown' : isKept ? 'kept' : 'broken';

type Words = ReturnType<typeof useWords>['newPassword'];

function summary(rules: Rule[], words: Words): string {
  const missing = rules.filter(({ isKept }) => !isKept).map(({ name, least }) => words.rules[name](least));
  return words.summary(rules.length - missing.length, rules.length, missing);
}

const pauseMs = 1_000;

/** Announced politely once the text has not changed for a moment. */
function Announcement({ text }: { text: string }) {
  const [announced, setAnnounced] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAnnounced(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span role="status" className="unseen">
      {announced}
    </span>
  );
}
