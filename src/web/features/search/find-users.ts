/** Finds users by a part of their names, or one by its id. */

import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useLoadedOption } from '../../ui/load-option.ts';
import type { Option } from '../../ui/search-select.tsx';

const findDocument = graphql(`
  query FindUsers($text: String, $id: Int64Bit, $service_account: Boolean, $enabled: Boolean) {
    users(
      general_search: $text
      id: $id
      service_account: $service_account
      enabled: $enabled
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

interface Wanted {
  text?: string;
  id?: string;
  service_account?: boolean;
  enabled?: boolean;
}

const find = async (variables: Wanted): Promise<Option[]> => {
  const { users } = await send(findDocument, variables);
  return users.entities
    .filter((user) => user !== null)
    .map(({ id, name, username }) => ({ id, name, detail: username }));
};

export const findUsers = (text: string) => find({ text });

/** Those that programs can act as now. */
export const findServiceAccounts = (text: string) => find({ text, service_account: true, enabled: true });

export const useUserOption = (id: string | undefined) => useLoadedOption('users', find, id);
