/** The roles, permission sets, tokens and grants that have a custom permission, as far as the user may read them. */
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Loading } from '../../../ui/loading.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { type Fact, Facts, Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { useUses } from './queries.ts';

interface Found {
  entities: readonly ({ id: string; name: string } | null)[];
  page_info: { total_count: number };
}

export function WhereUsed({ name }: { name: string }) {
  const words = useWords().customPermissions;
  const { data, error, refetch } = useUses(name);
  const facts: Fact[] = data
    ? [
        [words.uses.roles, linked(data.roles, '/admin/roles')],
        [words.uses.sets, linked(data.permission_sets, '/admin/permission-sets')],
        [words.uses.tokens, linked(data.all_personal_access_tokens, '/admin/tokens')],
        [words.uses.grants, data.access_requests?.page_info.total_count || null],
      ]
    : [];
  const isUsed = facts.some(([, value]) => value !== null);
  return (
    <Section title={words.whereUsed}>
      <div className="card">
        {error && <RefusalNote refusal={error} retry={refetch} />}
        {!data && !error && <Loading />}
        {data && !isUsed && <p className="soft">{words.notUsed}</p>}
        {isUsed && <Facts facts={facts} />}
      </div>
    </Section>
  );
}

/** Null if there are none, or if the user may not read them. */
function linked(found: Found | undefined, path: string): ReactNode {
  const first = (found?.entities ?? []).filter((one) => one !== null);
  const more = (found?.page_info.total_count ?? 0) - first.length;
  if (first.length === 0) return null;
  return (
    <ul className="people">
      {first.map(({ id, name }) => (
        <li key={id}>
          <Link href={`${path}/${id}`}>
            <bdi>{name}</bdi>
          </Link>
        </li>
      ))}
      {more > 0 && <li>+ {more}</li>}
    </ul>
  );
}
