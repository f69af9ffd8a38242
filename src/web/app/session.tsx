/**
 * Who is signed in, for every page. When the server says that nobody is any more, everything that was shown is dropped
 * and the page says so.
 */
import { QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { ask } from './api/ask.ts';
import { graphql, type Permission, type ResultOf } from './api/documents.ts';
import { isRefusal } from './api/refusal.ts';

const meDocument = graphql(`
  query Me {
    me {
      id
      name
      username
      language
      super_admin
      effective_permissions
      effective_permissions_on_projects
      user_preferences {
        table_paginator_size
      }
    }
  }
`);

export type Me = NonNullable<ResultOf<typeof meDocument>['me']>;

interface Session {
  /** The session is over: forget what was shown. */
  end(): void;
  isOver: boolean;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  const [client] = useState(() => {
    const onError = (error: unknown) => isRefusal(error, 'UNAUTHENTICATED') && end();
    const queries = { retry: false, staleTime: 10_000 };
    const created = new QueryClient({ queryCache: new QueryCache({ onError }), defaultOptions: { queries } });
    const end = () => {
      setOver(true);
      created.clear();
    };
    return Object.assign(created, { end });
  });
  const session = useMemo(() => ({ end: client.end, isOver }), [client, isOver]);
  return (
    <QueryClientProvider client={client}>
      <SessionContext value={session}>{children}</SessionContext>
    </QueryClientProvider>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this.');
  return session;
}

/** What the server says about who is signed in; what they may do is asked again with every return to the window. */
export const useMeQuery = (enabled = true) =>
  useQuery({
    queryKey: ['me'],
    enabled,
    queryFn: async ({ client }) => {
      const before = client.getQueryData<Me>(['me']);
      const { me } = await ask(meDocument, {});
      // Somebody else has signed in meanwhile, in another tab: nothing of the first is shown to the second.
      if (!before || me?.id === before.id) return me;
      window.location.reload();
      return before;
    },
  });

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

export const useMay = () => {
  const { effective_permissions } = useMe();
  return (permission: Permission) => effective_permissions.includes(permission);
};

/** Whether one may read who may do what on some project: all of them, or those one administers by a grant. */
export function useAdministers(): boolean {
  const { effective_permissions, effective_permissions_on_projects: granted } = useMe();
  return effective_permissions.includes('ADMINISTER_PROJECT') || granted.includes('ADMINISTER_PROJECT');
}
