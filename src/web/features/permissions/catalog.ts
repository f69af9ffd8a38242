/** All permissions in their groups, each with its methods, in the user's language. */
import { useQuery } from '@tanstack/react-query';
import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import type { MethodText, PermissionNames, PermissionText } from '../../api/server-texts.ts';
import { useWords } from '../../words/words.tsx';

const catalogDocument = graphql(`
  query Catalog {
    permissions {
      name
      title
      noun
      level
      group
      description
      warning
      retired
      resource_kinds
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

export interface Method extends MethodText {
  kind: 'QUERY' | 'MUTATION';
}

export interface PermissionInfo extends PermissionText, PermissionNames {
  group: string;
  level: 'READ' | 'WRITE';
  /** Then it is offered only where it was selected before. */
  retired: boolean;
  resource_kinds: readonly string[];
  methods: Method[];
}

export interface Catalog {
  permissions: PermissionInfo[];
  /** The methods that need no permission. */
  methodsWithoutPermission: Method[];
}

/** Without the methods that only signed-in users may call: no token can be limited to these. */
export function useCatalog() {
  const { server: words, permissions: texts } = useWords();
  const method = (one: Method) => ({ ...one, description: words.method(one) });
  const withKinds = (text: Pick<PermissionText, 'description' | 'warning'>, kinds: readonly string[]) =>
    kinds.length === 0 ? text : { ...text, description: `${text.description} ${texts.limitable(kinds.join(', '))}` };
  return useQuery({
    queryKey: ['catalog'],
    // Administrators declare custom permissions while the page is open.
    staleTime: 60_000,
    queryFn: () => send(catalogDocument, {}),
    select: ({ permissions, methods }): Catalog => ({
      permissions: (permissions ?? []).map((info) => ({
        ...info,
        title: words.permissionTitle(info),
        ...withKinds(words.permission(info), info.resource_kinds),
        methods: info.methods.filter(({ personal }) => !personal).map(method),
      })),
      methodsWithoutPermission: (methods ?? [])
        .filter(({ permission, personal }) => permission === null && !personal)
        .map(method),
    }),
  });
}
