/** The page of a token: its facts, what it may do, what it is used for, and how it can be shrunk. */
import './token-page.css';
import { useParams } from 'wouter';
import { useMay } from '../../api/session.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Message } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import { Notes } from '../notes/notes.tsx';
import { StickyNotes } from '../notes/sticky-notes.tsx';
import type { WholeToken } from './documents.ts';
import { LeastPrivilege } from './least-privilege.tsx';
import { Operations } from './operations.tsx';
import { useWholeToken } from './queries.ts';
import { TokenFacts } from './token-facts.tsx';
import { TokenPermissions } from './token-permissions.tsx';
import { UsageSections } from './usage.tsx';

/** As the owner sees it, or as an administrator. */
export function TokenPage({ own }: { own: boolean }) {
  const { notFound, refusal } = useWords().general;
  const { id = '' } = useParams();
  const { data: token, error, refetch } = useWholeToken({ id, own });
  if (error) return <RefusalNote refusal={error} retry={refetch} />;
  if (token === undefined) return <Loading />;
  if (token === null) return <Message title={notFound.title} text={refusal.NOT_FOUND} />;
  return <LoadedToken token={token} own={own} />;
}

function LoadedToken({ token, own }: { token: WholeToken; own: boolean }) {
  const words = useWords().token;
  const may = useMay();
  const { id, name, description, type, state } = token;
  const path = `/${own ? 'account' : 'admin'}/tokens`;
  const isChangeable = state !== 'REVOKED' && (own || may('UPDATE_PERSONAL_ACCESS_TOKEN'));
  const operations = token.operations.entities.filter((operation) => operation !== null);
  return (
    <Page
      title={isolated(name)}
      intro={description && <bdi dir="auto">{description}</bdi>}
      actions={
        <>
          <LinkButton href={path}>{words.all}</LinkButton>
          {own && state === 'ACTIVE' && type === 'USER' && (
            <LinkButton href={`/account/requests/new?token=${id}`}>{words.ask}</LinkButton>
          )}
          {isChangeable && <LinkButton href={`${path}/${id}/edit`}>{words.edit}</LinkButton>}
        </>
      }
    >
      <StickyNotes on={{ type: 'PersonalAccessToken', id }} />
      <div className="token-page">
        <div>
          <TokenFacts token={token} />
          <TokenPermissions token={token} />
          {operations.length > 0 && <Operations operations={operations} />}
          {state === 'ACTIVE' && <LeastPrivilege token={token} />}
          <Notes on={{ type: 'PersonalAccessToken', id }} />
        </div>
        <div>
          <UsageSections which={{ id, own }} />
        </div>
      </div>
    </Page>
  );
}
