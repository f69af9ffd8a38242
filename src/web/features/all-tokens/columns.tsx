/** The columns of the list of all tokens: those of the user's own tokens, and the owner. */
import { Link } from 'react-aria-components';
import { graphql, type ResultOf } from '../../api/documents.ts';
import { useMay } from '../../api/session.tsx';
import type { DataColumn } from '../../ui/data-table.tsx';
import { useWords } from '../../words/words.tsx';
import { tokenFields } from '../token-data/documents.ts';
import { callFields } from '../token-list/calls.tsx';
import { useColumns } from '../token-list/columns.tsx';

/** What the cells show. */
export const ownedTokenFields = graphql(
  `
  fragment OwnedTokenFields on PersonalAccessToken {
    ...TokenFields
    ...CallFields
    user_id
    user @include(if: $readsUsers) {
      id
      name
      enabled
    }
  }
`,
  [tokenFields, callFields],
);

export type OwnedToken = ResultOf<typeof ownedTokenFields>;

/** The indexed columns: sorting a million tokens by another one would read them all. */
const sortable = ['name', 'created_at', 'expires_at'];

export function useAllTokensColumns(warningDays: number, withOwner: boolean): DataColumn<OwnedToken>[] {
  const words = useWords().allTokens;
  const readsUsers = useMay()('READ_USER');
  const [name, ...others] = useColumns(warningDays, { path: '/admin/tokens', everything: words.everything }).map(
    ({ attribute, ...column }) => (attribute && sortable.includes(attribute) ? { ...column, attribute } : column),
  );
  const owner: DataColumn<OwnedToken> = {
    id: 'owner',
    label: words.owner,
    cell: ({ user }) =>
      user && (
        <>
          <Link href={`/admin/users/${user.id}`}>
            <bdi>{user.name}</bdi>
          </Link>
          {!user.enabled && <span className="minor">{words.disabled}</span>}
        </>
      ),
  };
  return [...(name ? [name] : []), ...(withOwner && readsUsers ? [owner] : []), ...others];
}
