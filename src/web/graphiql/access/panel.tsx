/** The Access panel: what the document in the open tab needs, who has it, and a token for exactly that. */
import type { GraphiQLPlugin } from '@graphiql/react';
import { useMe, useWords } from '../me.tsx';
import './access.css';
import { MakeToken } from './new-token-form.tsx';
import { NeedsList } from './requirements-list.tsx';
import { useTab } from './tab.ts';
import { Credential } from './token-field.tsx';
import { useFinding } from './use-requirements.ts';
import { Verdict } from './verdict.tsx';

function Access() {
  const { language } = useMe();
  const words = useWords();
  const tab = useTab();
  const { finding, readable } = useFinding(tab);
  const needs = finding && 'needs' in finding ? finding.needs : undefined;
  return (
    <div className="access" lang={language}>
      <h2>{words.access}</h2>
      <p>{words.accessIs}</p>
      <Credential authorization={tab.authorization} />
      <Verdict tab={tab} finding={finding} readable={readable} />
      {needs && <NeedsList needs={needs} compared={finding?.kind === 'found'} />}
      <MakeToken tab={tab} personal={needs?.personal ?? []} ready={readable && needs !== undefined} />
      <p className="access-quiet">{words.remembered}</p>
    </div>
  );
}

/** A padlock whose shackle is a key's bow. */
function Padlock() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <rect x="3.5" y="9" width="13" height="8.5" rx="1.5" />
      <path d="M6.5 9V6a3.5 3.5 0 0 1 7 0v3M10 12.2v2.3" />
    </svg>
  );
}

export const ACCESS_PANEL: GraphiQLPlugin = { title: 'Access', icon: Padlock, content: Access };
