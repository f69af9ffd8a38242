/** Finds users by a part of their names, and the one of an id. */
import { ask } from '../../api/ask.ts';
import { graphql } from '../../api/documents.ts';
import { useFoundById } from '../../ui/option-by-id.ts';
import type { Found } from '../../ui/search-select.tsx';

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

export const useUser = (id: string | undefined) => useFoundById('users', found, id);
