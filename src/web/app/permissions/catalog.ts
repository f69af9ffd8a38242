/** What there is to be allowed, as the server says it: permissions in their groups, each with its methods. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { graphql, type Permission } from '../api/documents.ts';

const catalogDocument = graphql(`
  query Catalog {
    permissions {
      name
      group
      description
      warning
      methods {
        name
        kind
        description
        personal
      }
    }
    methods {
      name
      kind
      description
      permission
      personal
    }
  }
`);

export interface Method {
  name: string;
  kind: 'QUERY' | 'MUTATION';
  description: string;
}

export interface PermissionInfo {
  name: Permission;
  group: string;
  description: string;
  warning: string | null;
  methods: Method[];
}

export interface Catalog {
  permissions: PermissionInfo[];
  /** The methods that take no permission. */
  open: Method[];
}

/** Without what only a person may call: no token can be limited to that. */
export const useCatalog = () =>
  useQuery({
    queryKey: ['catalog'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Catalog> => {
      const { permissions, methods } = await ask(catalogDocument, {});
      return {
        permissions: (permissions ?? []).map((info) => ({
          ...info,
          methods: info.methods.filter(({ personal }) => !personal),
        })),
        open: (methods ?? []).filter(({ permission, personal }) => permission === null && !personal),
      };
    },
  });
