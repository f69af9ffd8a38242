/**
 * Who is signed in, for every page. When the server says that this user is not any more, everything that was shown is
 * dropped and the page says so.
 */
import { QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { ask, askAs } from './ask.ts';
import { graphql, type Permission, type ResultOf } from './documents.ts';
import { isRefusal, Refusal } from './refusal.ts';

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
    const onError = (error: unknown) => isRefusal(error, 'UNAUTHENTICATED') && setOver(true);
    const queries = { retry: false, staleTime: 10_000 };
    return new QueryClient({ queryCache: new QueryCache({ onError }), defaultOptions: { queries } });
  });
  const session = useMemo(() => ({ end: () => setOver(true), isOver }), [isOver]);
  // Not before the pages are gone: leaving a query starts a timer that keeps its data for minutes.
  useEffect(() => {
    if (isOver) client.clear();
  }, [client, isOver]);
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
export const useMeQuery = () =>
  useQuery({
    queryKey: ['me'],
    refetchOnWindowFocus: 'always',
    queryFn: async () => {
      const { me } = await ask(meDocument, {});
      if (!me) throw new Refusal('', { code: 'UNAUTHENTICATED' });
      askAs(me.id);
      return me;
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
