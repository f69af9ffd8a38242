/** One token: what it is, what it may do and what that leads to, and what it is used for. */
import './token-page.css';
import { useLocation, useParams } from 'wouter';
import { useMay } from '../../api/session.tsx';
import { Message, Page } from '../../pages/shell.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import { About } from './about.tsx';
import type { WholeToken } from './documents.ts';
import { LeastPrivilege } from './least-privilege.tsx';
import { Operations } from './operations.tsx';
import { useWholeToken } from './queries.ts';
import { UsedFor } from './usage.tsx';
import { Powers } from './what-it-may-do.tsx';

export default function TokenPage() {
  const words = useWords();
  const { id = '' } = useParams();
  const [path] = useLocation();
  const own = path.startsWith('/account/');
  const { data: token, error, refetch } = useWholeToken({ id, own });
  if (error) return <RefusalNote refusal={error} retry={refetch} />;
  if (token === undefined) return <Waiting />;
  if (token === null) return <Message title={words.general.notFound.title} text={words.general.refusal.NOT_FOUND} />;
  return <Known token={token} own={own} />;
}

function Known({ token, own }: { token: WholeToken; own: boolean }) {
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
      <div className="token-page">
        <div>
          <About token={token} />
          <Powers token={token} />
          {operations.length > 0 && <Operations operations={operations} />}
          {state === 'ACTIVE' && <LeastPrivilege token={token} />}
        </div>
        <div>
          <UsedFor which={{ id, own }} />
        </div>
      </div>
    </Page>
  );
}
