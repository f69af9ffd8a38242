/** Which role may read or change what: a row for each noun of the permissions, a column for each role. */
import '../../../ui/section.css';
import './matrix.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { useCatalog } from '../../../features/permissions/catalog.ts';
import { levelOf, type Noun, nounsOf } from '../../../features/permissions/levels.ts';
import { nothing } from '../../../features/permissions/selection.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { useWords } from '../../../words/words.tsx';
import { type RoleRow, rolesDocument } from './documents.ts';

const most = 100;
const byName = [{ attribute: 'name', direction: 'ASC' as const }];

export default function RoleMatrixPage() {
  const { roles: words, server } = useWords();
  const [search, setSearch] = useState('');
  const { data: catalog } = useCatalog();
  const variables = { paginator: { page: 1, records_per_page: most }, sorter: byName, readsUsers: false };
  const { data, error, refetch } = useQuery({
    queryKey: ['roles', variables],
    queryFn: async () => (await send(rolesDocument, variables)).roles,
  });
  const roles = data?.entities.filter((role) => role !== null) ?? [];
  const wanted = search.trim().toLowerCase();
  const isFound = (noun: Noun) =>
    [server.noun(noun.name), ...noun.permissions.flatMap(({ name, title }) => [name, title])].some((text) =>
      text.toLowerCase().includes(wanted),
    );
  return (
    <Page
      title={words.matrix.title}
      intro={words.matrix.intro}
      actions={<LinkButton href="/admin/roles">{words.title}</LinkButton>}
    >
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {(!data || !catalog) && !error && <Loading />}
      {data && catalog && (
        <>
          <div className="toolbar">
            <SearchBox label={words.matrix.search} value={search} onChange={setSearch} />
          </div>
          {data.page_info.total_count > most && <p className="soft">{words.matrix.some(most)}</p>}
          <Matrix roles={roles} nouns={nounsOf(catalog.permissions).filter(isFound)} />
        </>
      )}
    </Page>
  );
}

/** Scrolls on its own, with the names of the nouns always in view. */
function Matrix({ roles, nouns }: { roles: readonly RoleRow[]; nouns: readonly Noun[] }) {
  const { roles: words, server } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className="matrix card" tabIndex={0} aria-label={words.matrix.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.matrix.noun}</th>
            {roles.map(({ id, name }) => (
              <th key={id} scope="col">
                <Link href={`/admin/roles/${id}`}>
                  <bdi>{name}</bdi>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nouns.map((noun) => (
            <tr key={noun.key}>
              <th scope="row">
                <bdi>{server.noun(noun.name)}</bdi>
              </th>
              {roles.map((role) => (
                <Cell key={role.id} noun={noun} role={role} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ noun, role }: { noun: Noun; role: RoleRow }) {
  const { levels } = useWords().permissions;
  const held = noun.permissions.filter(({ name }) => role.applied_permissions.includes(name));
  const level = levelOf(noun, { ...nothing, permissions: new Set(held.map(({ name }) => name)) });
  return (
    <td data-level={level} title={held.map(({ title, name }) => `${title} (${name})`).join('\n') || undefined}>
      {level === 'NONE' ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="unseen">{levels.NONE}</span>
        </>
      ) : (
        <span className="matrix-level">{levels[level]}</span>
      )}
    </td>
  );
}
