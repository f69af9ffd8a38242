/** The permissions of a user or a role on single projects, as far as the signed-in user administers these. */
import './grants.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { send } from '../../api/send.ts';
import { useAdministers, useMay } from '../../api/session.tsx';
import { Loading } from '../../ui/loading.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { type Held, heldByRoleDocument, heldByUserDocument } from './documents.ts';

interface Holder {
  kind: 'user' | 'role';
  id: string;
}

/** Nothing for users who administer no project. */
export const HeldOnProjects = (holder: Holder) => (useAdministers() ? <Asked {...holder} /> : null);

const find = {
  user: async (id: string) => (await send(heldByUserDocument, { id })).users.entities[0]?.project_grants,
  role: async (id: string) => (await send(heldByRoleDocument, { id })).roles.entities[0]?.project_grants,
};

function Asked({ kind, id }: Holder) {
  const words = useWords().projects.held;
  const administersAll = useMay()('ADMINISTER_PROJECT');
  const { data, error, refetch } = useQuery({
    queryKey: ['projects', 'held', kind, id],
    queryFn: async () => (await find[kind](id)) ?? null,
  });
  return (
    <Section title={words.title}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !data && <Loading />}
      {!administersAll && <p className="callout">{words.yours}</p>}
      {data && <Rows held={data} />}
    </Section>
  );
}

function Rows({ held: { entities, page_info } }: { held: Held }) {
  const words = useWords().projects.held;
  const more = page_info.total_count - entities.length;
  return (
    <ul className="card grants">
      {entities.length === 0 && <li className="soft">{words.nothing}</li>}
      {entities
        .filter((grant) => grant !== null)
        .map(({ id, permission, project_id, project }) => (
          <li key={id}>
            <span>
              <Link href={`/admin/projects/${project_id}`} className="row-link">
                <bdi>{project?.name ?? `#${project_id}`}</bdi>
              </Link>
              <code className="minor">{permission}</code>
            </span>
          </li>
        ))}
      {more > 0 && <li className="soft">{words.more(more)}</li>}
    </ul>
  );
}
