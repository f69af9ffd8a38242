/** Finds roles by a part of their names, or one by its id. */

import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useLoadedOption } from '../../ui/load-option.ts';
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
  const { roles } = await send(findDocument, variables);
  return roles.entities.filter((role) => role !== null);
};

export const findRoles = (text: string) => find({ text });

export const useRoleOption = (id: string | undefined) => useLoadedOption('roles', find, id);
