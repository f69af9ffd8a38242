/** Finds roles by a part of their name, and the one of an id. */
import { ask } from '../../api/ask.ts';
import { graphql } from '../../api/documents.ts';
import { useFoundById } from '../../ui/option-by-id.ts';
import type { Found } from '../../ui/search-select.tsx';

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

export const useRole = (id: string | undefined) => useFoundById('roles', found, id);
