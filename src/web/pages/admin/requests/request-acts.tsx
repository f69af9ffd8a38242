/** The decisions about one request, for users who may take them. */
import './request-acts.css';
import { useMay } from '../../../api/session.tsx';
import { Button } from '../../../ui/button.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { AnyRequest } from './documents.ts';

const decisions = {
  PENDING: ['grant', 'decline'],
  GRANTED: ['end'],
  DECLINED: [],
  EXPIRED: [],
  ENDED: [],
} as const;

export type Decision = 'grant' | 'decline' | 'end';

interface RequestActsProps {
  request: AnyRequest;
  decide: (decision: Decision) => void;
}

export function RequestActs({ request: { state, permissions }, decide }: RequestActsProps) {
  const words = useWords().requestsToDecide;
  const formats = useFormats();
  if (!useMay()('UPDATE_ACCESS_REQUEST') || decisions[state].length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    <div className="row-acts" role="group" aria-label={words.actions(formats.list([...permissions]))}>
      {decisions[state].map((decision) => (
        <Button key={decision} onPress={() => decide(decision)}>
          {words[decision].open}
        </Button>
      ))}
    </div>
  );
}
