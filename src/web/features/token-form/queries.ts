/** What the form of a token reads: the token, the permission sets, projects. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { type PermissionSet, projectsDocument, setsDocument, tokenDocument } from './documents.ts';

export const usePermissionSets = () =>
  useQuery({
    queryKey: ['permission sets'],
    queryFn: async (): Promise<PermissionSet[]> =>
      (await send(setsDocument, {})).permission_sets.entities.filter((set) => set !== null),
  });

/** Null when the owner has no token with this id. Without an id, no request is sent; without `user_id`, the owner is the user. */
export const useToken = (id: string | undefined, user_id: string | null) =>
  useQuery({
    queryKey: ['tokens', 'one', id, user_id],
    enabled: id !== undefined && /^\d+$/.test(id),
    // A form starts from the present values, and they do not change while the user types.
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const { own, others } = await send(tokenDocument, { id: id ?? '', user_id, isOwn: user_id === null });
      return (own ?? others)?.entities[0] ?? null;
    },
  });

export const useProjects = (search: string) =>
  useQuery({
    queryKey: ['projects', search],
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await send(projectsDocument, { search: search.trim() || null })).projects.entities.filter(
        (project) => project !== null,
      ),
  });
