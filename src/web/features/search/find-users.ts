/** Finds users by a part of their names, or one by its id. */

import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useLoadedOption } from '../../ui/load-option.ts';
import type { Option } from '../../ui/search-select.tsx';

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

const find = async (variables: { text?: string; id?: string }): Promise<Option[]> => {
  const { users } = await send(findDocument, variables);
  return users.entities
    .filter((user) => user !== null)
    .map(({ id, name, username }) => ({ id, name, detail: username }));
};

export const findUsers = (text: string) => find({ text });

export const useUserOption = (id: string | undefined) => useLoadedOption('users', find, id);
