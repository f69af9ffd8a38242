/** Finds roles by a part of their name, and the one of an id. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { graphql } from '../api/documents.ts';
import type { Found } from '../controls/finder.tsx';

const findDocument = graphql(`
  query FindRoles($text: String, $id: Int64Bit) {
    roles(
      general_search: $text
      id: $id
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 20 }
    ) {
      entities {
        id
        name
      }
    }
  }
`);

const found = async (variables: { text?: string; id?: string }): Promise<Found[]> => {
  const { roles } = await ask(findDocument, variables);
  return (roles?.entities ?? []).filter((role) => role !== null);
};

export const findRoles = (text: string) => found({ text });

/** Null while it is on its way. */
export function useRole(id: string | undefined): Found | null {
  const { data } = useQuery({
    queryKey: ['find', 'role', id],
    queryFn: async () => (await found({ id: id ?? '0' }))[0] ?? null,
    enabled: id !== undefined,
  });
  return (id && data) || null;
}
