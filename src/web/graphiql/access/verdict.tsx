/** Whether the tab may be run by whoever it would be run by, in a sentence or two that screen readers hear when it changes. */
import { useWords, type Words } from '../me.tsx';
import { AskForAccess } from './ask-for-access.tsx';
import type { Finding } from './requirements.ts';
import type { Tab } from './tab.ts';

export function Verdict({ tab, finding, readable }: { tab: Tab; finding: Finding | undefined; readable: boolean }) {
  const words = useWords();
  const asked = tab.document.trim() !== '';
  return (
    <div role="status" className="access-verdict">
      {!asked && <p>{words.nothing}</p>}
      {asked && !readable && finding && <p>{words.unreadable}</p>}
      {tab.variablesFault && <p>{words.variablesUnreadable}</p>}
      {readable && !finding && <p>{words.looking}</p>}
      {finding && <Sentences finding={finding} words={words} />}
    </div>
  );
}

function Sentences({ finding, words }: { finding: Finding; words: Words }) {
  if (finding.kind === 'invalid token') return <p data-lacks>{words.invalidToken}</p>;
  if (finding.kind === 'untold') return <p>{words.tellsNothing}</p>;
  if (finding.kind === 'refused')
    return (
      <p>
        {words.unfit} <span lang="en">{withoutTicks(finding.message)}</span>
      </p>
    );
  const { needs, by } = finding;
  const { missing_permissions, missing_methods, personal, unknowns, runs_document } = needs;
  const ofToken = by === 'token';
  const faults = [
    missing_permissions.length > 0 && (ofToken ? words.tokenLacks : words.youLack)(missing_permissions.join(', ')),
    missing_methods.length > 0 && words.mayNotCall(missing_methods.join(', ')),
    !runs_document && words.bound,
    ofToken && personal.length > 0 && words.noTokenMay(personal.join(', ')),
  ].filter(Boolean);
  if (faults.length > 0)
    return (
      <>
        <p data-lacks>{faults.join(' ')}</p>
        {!ofToken && <AskForAccess key={missing_permissions.join()} permissions={missing_permissions} />}
      </>
    );
  return (
    <p data-has>
      {ofToken ? words.tokenHasAll : words.youHaveAll} {unknowns.length > 0 && words.asFarAsKnown}
    </p>
  );
}

/** Programs read the names in ticks; people do without. */
const withoutTicks = (message: string) => message.replaceAll('`', '');
