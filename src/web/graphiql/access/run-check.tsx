/** Whether the user or the token may run the tab, in a sentence or two that screen readers read when it changes. */
import RequestAccess from '../../features/access-requests/request-access.tsx';
import { useWords } from '../../words/words.tsx';
import type { RequirementsResult } from './requirements.ts';
import type { Tab } from './tab.ts';

interface RunCheckProps {
  tab: Tab;
  result: RequirementsResult | undefined;
  isReadable: boolean;
}

export function RunCheck({ tab, result, isReadable }: RunCheckProps) {
  const words = useWords().graphiql;
  const isEmpty = tab.document.trim() === '';
  return (
    <div role="status" className="access-run-check">
      {isEmpty && <p>{words.nothing}</p>}
      {!isEmpty && !isReadable && result && <p>{words.unreadable}</p>}
      {tab.areVariablesWrong && <p>{words.variablesUnreadable}</p>}
      {isReadable && !result && <p>{words.looking}</p>}
      {result && <Sentences result={result} />}
    </div>
  );
}

function Sentences({ result }: { result: RequirementsResult }) {
  const { general, graphiql: words } = useWords();
  if (result.kind === 'invalid token') return <p data-lacks>{words.invalidToken}</p>;
  if (result.kind === 'not compared') return <p>{words.notCompared}</p>;
  if (result.kind === 'refused') {
    const { code, message } = result.refusal;
    return (
      <p>
        {words.refused} {message ? <span lang="en">{message.replaceAll('`', '')}</span> : general.refusal[code]}
      </p>
    );
  }
  const { missing_permissions, missing_methods, personal, unknowns, runs_document } = result.requirements;
  const ofToken = result.with === 'token';
  const reasons = [
    missing_permissions.length > 0 && (ofToken ? words.tokenLacks : words.youLack)(missing_permissions.join(', ')),
    missing_methods.length > 0 && words.mayNotCall(missing_methods.join(', ')),
    !runs_document && words.bound,
    ofToken && personal.length > 0 && words.noTokenMay(personal.join(', ')),
  ].filter(Boolean);
  if (reasons.length > 0)
    return (
      <>
        <p data-lacks>{reasons.join(' ')}</p>
        {!ofToken && (
          <RequestAccess
            key={missing_permissions.join()}
            lacking={{ permissions: [...missing_permissions], personal_access_token_id: null }}
          />
        )}
      </>
    );
  return (
    <p data-has>
      {ofToken ? words.tokenHasAll : words.youHaveAll} {unknowns.length > 0 && words.asFarAsKnown}
    </p>
  );
}
