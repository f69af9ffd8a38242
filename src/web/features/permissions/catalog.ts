/** What there is to be allowed, in the language of whoever reads it: permissions in their groups, each with its methods. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { graphql, type Permission } from '../../api/documents.ts';
import { useWords } from '../../words/words.tsx';

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

/** What a permission allows, and why to think twice about it. */
export interface Said {
  name: Permission;
  description: string;
  warning: string | null;
}

export interface PermissionInfo extends Said {
  group: string;
  methods: Method[];
}

export interface Catalog {
  permissions: PermissionInfo[];
  /** The methods that take no permission. */
  open: Method[];
}

/** Without what only a person may call: no token can be limited to that. */
export function useCatalog() {
  const words = useWords().permissions;
  const method = (one: Method) => ({ ...one, description: words.method(one) });
  return useQuery({
    queryKey: ['catalog'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(catalogDocument, {}),
    select: ({ permissions, methods }): Catalog => ({
      permissions: (permissions ?? []).map((info) => ({
        ...info,
        ...words.said(info),
        methods: info.methods.filter(({ personal }) => !personal).map(method),
      })),
      open: (methods ?? []).filter(({ permission, personal }) => permission === null && !personal).map(method),
    }),
  });
}
