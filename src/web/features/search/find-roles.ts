/** Finds roles by a part of their names, or one by its id. */
import { ask } from '../../api/ask.ts';
import { graphql } from '../../api/documents.ts';
import { useOptionById } from '../../ui/option-by-id.ts';
import type { Option } from '../../ui/search-select.tsx';

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

const find = async (variables: { text?: string; id?: string }): Promise<Option[]> => {
  const { roles } = await ask(findDocument, variables);
  return (roles?.entities ?? []).filter((role) => role !== null);
};

export const findRoles = (text: string) => find({ text });

export const useRoleOption = (id: string | undefined) => useOptionById('roles', find, id);
