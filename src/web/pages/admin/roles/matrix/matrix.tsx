/**
 * Who can do what, in both directions: a row for each kind of record and, unfolded, for each permission; a column for super admins
 * and for each role, or for one role or user. Users who may change roles change them here, and review all changes before saving.
 */
import '../../../../ui/bulk-bar.css';
import '../../../../ui/section.css';
import '../../../../ui/toolbar.css';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { errorToShow } from '../../../../api/refusal.ts';
import { useMay } from '../../../../api/session.tsx';
import { granteesOf, useAccountGrants, useSeesGrants } from '../../../../features/access-requests/account-grants.ts';
import { useCatalog } from '../../../../features/permissions/catalog.ts';
import { nounsOf } from '../../../../features/permissions/levels.ts';
import { findRoles, useRoleOption } from '../../../../features/search/find-roles.ts';
import { findUsers, useUserOption } from '../../../../features/search/find-users.ts';
import { Button } from '../../../../ui/button.tsx';
import { Loading } from '../../../../ui/loading.tsx';
import { Page } from '../../../../ui/page.tsx';
import { RefusalNote } from '../../../../ui/refusal-note.tsx';
import { SearchBox } from '../../../../ui/search-box.tsx';
import { SearchSelect } from '../../../../ui/search-select.tsx';
import { useWords } from '../../../../words/words.tsx';
import { useDrafts } from './drafts.ts';
import { holderOfRole, holderOfUser, most, rolesIn, superAdmins, useRoles, useUser } from './holders.ts';
import { useSearch } from './search.ts';
import { MatrixTable } from './table.tsx';

const Review = lazy(() => import('./review.tsx'));

export default function MatrixPage() {
  const { matrix: words } = useWords();
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const [search, setSearch] = useState('');
  const [isReviewing, setReviewing] = useState(false);
  const roleId = parameters.get('role') ?? undefined;
  const userId = (may('READ_USER') && parameters.get('user')) || undefined;
  const user = useUser(userId);
  const wantedRole = userId ? (user.data?.role_id ?? undefined) : roleId;
  const catalog = useCatalog();
  const answer = useRoles(wantedRole);
  const seesGrants = useSeesGrants()(userId);
  const grants = useAccountGrants(userId);
  const roles = answer.data ? rolesIn(answer.data) : [];
  const drafts = useDrafts(roles);
  const failed = [catalog, answer, user, grants].find((query) => errorToShow(query) !== null);
  const only = (name: 'role' | 'user', id: string | undefined) =>
    setParameters(id ? { [name]: id } : {}, { replace: true });
  const { rows, hint } = useSearch()(nounsOf(catalog.data?.permissions ?? []), search);
  const isKnown = answer.data && catalog.data && (!userId || user.data !== undefined) && (!seesGrants || grants.data);
  const granted = grants.data?.rows ?? [];
  const isComplete = (answer.data?.roles.page_info.total_count ?? 0) <= most && grants.data?.isComplete !== false;
  const holders = !answer.data
    ? []
    : user.data && userId
      ? [holderOfUser(user.data, roles, granted)]
      : [...(roleId ? [] : [superAdmins(words.superAdmins, answer.data)]), ...roles.map(holderOfRole)];
  const changes = drafts.changed.length;
  const table = useRef<HTMLDivElement>(null);
  const isSaved = useRef(false);
  // The button that opened the review is gone. What had the focus in the table before is the cell that was changed last. The
  // dialog must be gone, too: it keeps the focus in itself.
  useEffect(() => {
    if (isReviewing || !isSaved.current) return;
    isSaved.current = false;
    setTimeout(() => table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  }, [isReviewing]);
  const saved = () => {
    isSaved.current = true;
    setReviewing(false);
  };
  return (
    <Page title={words.title} intro={may('UPDATE_ROLE') ? `${words.intro} ${words.editing}` : words.intro}>
      <div className="toolbar">
        <SearchBox label={words.search} value={search} onChange={setSearch} />
        <SearchSelect
          label={words.role}
          none={words.allRoles}
          kind="roles"
          find={findRoles}
          value={useRoleOption(roleId)}
          onChange={(found) => only('role', found?.id)}
          isDisabled={userId !== undefined}
        />
        <OfUser userId={userId} choose={(id) => only('user', id)} />
      </div>
      {failed && <RefusalNote refusal={failed.error} retry={failed.refetch} />}
      {!isKnown && !failed && <Loading />}
      {isKnown && !failed && answer.data && catalog.data && (
        <>
          {answer.data.roles.page_info.total_count > most && <p className="soft">{words.some(most)}</p>}
          {!seesGrants && <p className="soft">{words.unseenGrants}</p>}
          {hint && <p role="status">{hint}</p>}
          <MatrixTable
            wrapper={table}
            rows={rows}
            holders={holders}
            drafts={drafts}
            grantees={granteesOf(granted)}
            areAllShown={!roleId && !userId && isComplete}
            isUnfolded={search.trim() !== ''}
          />
        </>
      )}
      {changes > 0 && (
        <section className="bulk-bar" aria-label={words.unsaved}>
          <span>{words.changed(changes)}</span>
          <Button look="quiet" onPress={drafts.discard}>
            {words.discard}
          </Button>
          <Button look="primary" onPress={() => setReviewing(true)}>
            {words.review}
          </Button>
        </section>
      )}
      {isReviewing && catalog.data && (
        <Suspense>
          <Review
            permissions={catalog.data.permissions}
            drafts={drafts}
            saved={saved}
            close={() => setReviewing(false)}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** Nothing for users who may not read users. */
function OfUser({ userId, choose }: { userId: string | undefined; choose: (id: string | undefined) => void }) {
  const words = useWords().matrix;
  const user = useUserOption(userId);
  if (!useMay()('READ_USER')) return null;
  return (
    <SearchSelect
      label={words.user}
      none={words.allUsers}
      kind="users"
      find={findUsers}
      value={user}
      onChange={(found) => choose(found?.id)}
    />
  );
}
