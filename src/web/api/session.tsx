/**
 * Who is signed in, for every page. When the server answers that the session is over, all data is dropped and the page
 * says so.
 */
import { QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { onReconnect } from './connection.ts';
import { graphql, type Permission, type ResultOf } from './documents.ts';
import { sendAs } from './post.ts';
import { isRefusal } from './refusal.ts';
import { send } from './send.ts';

const meDocument = graphql(`
  query Me {
    me {
      id
      name
      username
      language
      super_admin
      must_enroll_factor
      effective_permissions
      effective_permissions_on_projects
      user_preferences {
        table_paginator_size
        navigation_expanded
        ui_preferences
      }
      sessions {
        page_info {
          records_per_page
        }
      }
    }
  }
`);

export type Me = ResultOf<typeof meDocument>['me'];

interface Session {
  /** Drops everything that was shown, because the session is over. */
  end(): void;
  isOver: boolean;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  const [client] = useState(() => {
    const onError = (error: unknown) => {
      if (isRefusal(error, 'UNAUTHENTICATED')) setOver(true);
      // Since the page was opened, everybody has had to enroll a second factor.
      if (isRefusal(error, 'SECOND_FACTOR_REQUIRED')) void client.invalidateQueries({ queryKey: ['me'] });
    };
    // What fails without a connection is read again once there is one.
    const queries = { retry: false, staleTime: 10_000, networkMode: 'always' as const };
    const client = new QueryClient({ queryCache: new QueryCache({ onError }), defaultOptions: { queries } });
    return client;
  });
  useEffect(() => onReconnect(() => void client.invalidateQueries()), [client]);
  const session = useMemo(() => ({ end: () => setOver(true), isOver }), [isOver]);
  // After the pages are gone: a query that is no longer shown starts a timer, which would keep its data for minutes.
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
  if (!session) throw new Error('There is no SessionProvider around this.');
  return session;
}

/** The signed-in user. It is read again at every return to the window, since permissions may have changed. */
export const useMeQuery = () =>
  useQuery({
    queryKey: ['me'],
    refetchOnWindowFocus: 'always',
    queryFn: async () => {
      const { me } = await send(meDocument, {});
      sendAs(me.id);
      return me;
    },
  });

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('There is no MeProvider around this.');
  return me;
}

export const useMay = () => {
  const { effective_permissions } = useMe();
  return (permission: Permission) => effective_permissions.includes(permission);
};

/** The number of rows per page of a table: the user's preference, or the API's default. */
export function usePageSize(): number {
  const { user_preferences, sessions } = useMe();
  return Number(user_preferences.table_paginator_size ?? sessions.page_info.records_per_page);
}

/** Whether the user may see the grants on some project: on all, or on those that they administer by a grant. */
export function useAdministers(): boolean {
  const { effective_permissions, effective_permissions_on_projects: granted } = useMe();
  return effective_permissions.includes('ADMINISTER_PROJECT') || granted.includes('ADMINISTER_PROJECT');
}
