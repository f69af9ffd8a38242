/** The progress of a new installation: a role, a user, a token of theirs, its first call. */
import { useQuery } from '@tanstack/react-query';
import { useKept } from '../../../api/preferences.ts';
import { send } from '../../../api/send.ts';
import { useMay, useMe } from '../../../api/session.tsx';
import { type FirstToken, firstTokenDocument, progressDocument } from './documents.ts';

interface Named {
  id: string;
  name: string;
}

export interface Progress {
  /** False until it is known whether there is a token. */
  isKnown: boolean;
  role: Named | undefined;
  /** The first user besides the signed-in one. */
  user: Named | undefined;
  token: FirstToken | undefined;
}

const needed = [
  'CREATE_ROLE',
  'READ_ROLE',
  'CREATE_USER',
  'READ_USER',
  'CREATE_PERSONAL_ACCESS_TOKEN',
  'READ_PERSONAL_ACCESS_TOKEN',
] as const;

/** Kept with the user's account. */
export const dismissedKey = 'first_visit';
export const dismissed = 'dismissed';

const oftenMs = 2_000;

/** Undefined until it is known, and for users who lack permissions, who dismissed the guide, or who have several users already. */
export function useProgress(): Progress | undefined {
  const me = useMe();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['guide'],
    enabled: needed.every(may),
    queryFn: () => send(progressDocument, {}),
  });
  const others = data?.users.entities.filter((user) => user !== null && user.id !== me.id) ?? [];
  const [visit] = useKept(dismissedKey);
  const isWanted = data !== undefined && others.length <= 1 && visit !== dismissed;
  const user = others[0] ?? undefined;
  const { data: token, isPending } = useQuery({
    queryKey: ['guide', 'token', user?.id],
    enabled: isWanted && user !== undefined,
    queryFn: async () => {
      const { all_personal_access_tokens } = await send(firstTokenDocument, { user_id: user?.id ?? '' });
      return all_personal_access_tokens.entities[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data && state.data.last_used_at === null ? oftenMs : false),
  });
  if (!isWanted) return undefined;
  return {
    isKnown: !user || !isPending,
    role: data.roles.entities[0] ?? undefined,
    user,
    token: token ?? undefined,
  };
}
