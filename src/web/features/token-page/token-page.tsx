/** The page of a token: its facts, what it may do, what it is used for, and how it can be shrunk. */
import './token-page.css';
import { useParams } from 'wouter';
import { errorToShow } from '../../api/refusal.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { MessagePage } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusedPage } from '../../ui/refused-page.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import { Notes } from '../notes/notes.tsx';
import { StickyNotes } from '../notes/sticky-notes.tsx';
import { isOver } from '../token-data/states.ts';
import type { WholeToken } from './documents.ts';
import { LeastPrivilege } from './least-privilege.tsx';
import { Operations } from './operations.tsx';
import { useWholeToken } from './queries.ts';
import { TokenButtons } from './token-buttons.tsx';
import { TokenFacts } from './token-facts.tsx';
import { TokenPermissions } from './token-permissions.tsx';
import { UsageSections } from './usage.tsx';

/** As the owner sees it, or as an administrator. */
export function TokenPage({ own }: { own: boolean }) {
  const { notFound, back } = useWords().general;
  const { id = '' } = useParams();
  const query = useWholeToken({ id, own });
  const { data: token, refetch } = query;
  const error = errorToShow(query);
  if (error) return <RefusedPage refusal={error} retry={refetch} />;
  if (token === undefined) return <Loading />;
  if (token === null)
    return (
      <MessagePage title={notFound.title} text={notFound.gone}>
        <LinkButton href={`/${own ? 'account' : 'admin'}/tokens`}>{back}</LinkButton>
      </MessagePage>
    );
  return <LoadedToken token={token} own={own} />;
}

function LoadedToken({ token, own }: { token: WholeToken; own: boolean }) {
  const { token: words, tokens, allTokens } = useWords();
  const { id, name, description, type, state } = token;
  const path = `/${own ? 'account' : 'admin'}/tokens`;
  const operations = token.operations.entities.filter((operation) => operation !== null);
  return (
    <Page
      title={isolated(name)}
      intro={description && <bdi dir="auto">{description}</bdi>}
      actions={
        <>
          <LinkButton href={path}>{own ? tokens.title : allTokens.title}</LinkButton>
          {own && state === 'ACTIVE' && type === 'USER' && (
            <LinkButton href={`/account/requests/new?token=${id}`}>{words.ask}</LinkButton>
          )}
          <TokenButtons token={token} own={own} />
        </>
      }
    >
      <StickyNotes on={{ type: 'PersonalAccessToken', id }} />
      <div className="token-page">
        <div>
          <TokenFacts token={token} />
          <TokenPermissions token={token} />
          {operations.length > 0 && <Operations operations={operations} />}
          {state === 'ACTIVE' && <LeastPrivilege token={token} own={own} />}
          <Notes on={{ type: 'PersonalAccessToken', id }} />
        </div>
        <div>
          <UsageSections which={{ id, own }} isOver={isOver(token)} />
        </div>
      </div>
    </Page>
  );
}
