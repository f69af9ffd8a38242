/** The Access panel: the permissions that the document in the open tab needs, who has them, and a token for exactly that. */
import './access.css';
import type { GraphiQLPlugin } from '@graphiql/react';
import { useLanguage, useWords } from '../../words/words.tsx';
import { NewToken } from './new-token.tsx';
import { RequirementsList } from './requirements-list.tsx';
import { RunCheck } from './run-check.tsx';
import { useTab } from './tab.ts';
import { TokenField } from './token-field.tsx';
import { useRequirements } from './use-requirements.ts';

function Access() {
  const words = useWords().graphiql;
  const tab = useTab();
  const { result, isReadable } = useRequirements(tab);
  const requirements = result && 'requirements' in result ? result.requirements : undefined;
  return (
    <div className="access" lang={useLanguage()}>
      <h2>{words.access}</h2>
      <p>{words.accessIs}</p>
      <TokenField authorization={tab.authorization} />
      <RunCheck tab={tab} result={result} isReadable={isReadable} />
      {requirements && <RequirementsList requirements={requirements} isCompared={result?.kind === 'compared'} />}
      <NewToken tab={tab} personal={requirements?.personal ?? []} isReady={isReadable && requirements !== undefined} />
      <p className="access-quiet">{words.remembered}</p>
    </div>
  );
}

/** A padlock whose shackle looks like a key. */
function Padlock() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <rect x="3.5" y="9" width="13" height="8.5" rx="1.5" />
      <path d="M6.5 9V6a3.5 3.5 0 0 1 7 0v3M10 12.2v2.3" />
    </svg>
  );
}

export const ACCESS_PANEL: GraphiQLPlugin = { title: 'Access', icon: Padlock, content: Access };
