/** Finds users by a part of their names, and the one of an id. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { graphql } from '../api/documents.ts';
import type { Found } from '../controls/finder.tsx';

const findDocument = graphql(`
  query FindUsers($text: String, $id: Int64Bit) {
    users(
      general_search: $text
      id: $id
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 20 }
    ) {
      entities {
        id
        name
        username
      }
    }
  }
`);

const found = async (variables: { text?: string; id?: string }): Promise<Found[]> => {
  const { users } = await ask(findDocument, variables);
  return (users?.entities ?? [])
    .filter((user) => user !== null)
    .map(({ id, name, username }) => ({ id, name, detail: username }));
};

export const findUsers = (text: string) => found({ text });

/** Null while it is on its way. */
export function useUser(id: string | undefined): Found | null {
  const { data } = useQuery({
    queryKey: ['find', 'user', id],
    queryFn: async () => (await found({ id: id ?? '0' }))[0] ?? null,
    enabled: id !== undefined,
  });
  return (id && data) || null;
}
