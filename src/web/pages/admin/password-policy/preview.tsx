/** How the rules of a policy judge some passwords, and one that the user tries. */
import './preview.css';
import { useId, useState } from 'react';
import { Checklist } from '../../../features/new-password/checklist.tsx';
import type { PasswordPolicy } from '../../../features/new-password/rules.ts';
import { useRules } from '../../../features/new-password/use-rules.ts';
import { Field } from '../../../ui/field.tsx';
import { CheckIcon, WarningIcon } from '../../../ui/icons.tsx';
import { Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';

const samples = ['Password1!', 'Summer-2026', 'tr0ub4dor&3', 'kX9mQ2vL7pR4', 'plum tractor seldom 47'];

/** No names: the policy is for all users. */
const own = ['latchkey'];

export function Preview({ policy }: { policy: PasswordPolicy }) {
  const words = useWords().passwordPolicy.preview;
  const [tried, setTried] = useState('');
  const id = useId();
  return (
    <Section isCard title={words.title}>
      <p>{words.text}</p>
      <table className="verdicts">
        <thead>
          <tr>
            <th scope="col">{words.columns.password}</th>
            <th scope="col">{words.columns.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <tr key={sample}>
              <th scope="row">{sample}</th>
              <td>
                <Verdict policy={policy} password={sample} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Field
        label={words.try}
        hint={words.tryHint}
        value={tried}
        onChange={setTried}
        autoComplete="off"
        aria-describedby={id}
      />
      <Checklist id={id} policy={policy} password={tried} own={own} />
    </Section>
  );
}

function Verdict({ policy, password }: { policy: PasswordPolicy; password: string }) {
  const { passwordPolicy, newPassword } = useWords();
  const words = passwordPolicy.preview;
  const { rules } = useRules(policy, password, own);
  if (rules.some(({ isKept }) => isKept === undefined)) return <span className="verdict soft">{words.pending}</span>;
  const broken = rules.filter(({ isKept }) => !isKept);
  if (broken.length === 0)
    return (
      <span className="verdict accepted">
        <CheckIcon />
        {words.accepted}
      </span>
    );
  const missing = broken.map(({ name, least }) => newPassword.rules[name](least)).join('; ');
  return (
    <span className="verdict">
      <WarningIcon />
      {words.refused(missing)}
    </span>
  );
}
