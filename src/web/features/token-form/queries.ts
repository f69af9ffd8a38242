/** What the form of a token reads: the token, the permission sets, projects. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { type PermissionSet, projectsDocument, setsDocument, tokenDocument } from './documents.ts';

export const usePermissionSets = () =>
  useQuery({
    queryKey: ['permission sets'],
    queryFn: async (): Promise<PermissionSet[]> =>
      ((await ask(setsDocument, {})).permission_sets?.entities ?? []).filter((set) => set !== null),
  });

/** Null when the owner has none of this id; nothing is asked without one. No `user_id`: one's own. */
export const useToken = (id: string | undefined, user_id: string | null) =>
  useQuery({
    queryKey: ['tokens', 'one', id, user_id],
    enabled: id !== undefined && /^\d+$/.test(id),
    // A form begins with what is there now, and is not disturbed while somebody types.
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const { own, others } = await ask(tokenDocument, { id: id ?? '', user_id, isOwn: user_id === null });
      return (own ?? others)?.entities[0] ?? null;
    },
  });

export const useProjects = (search: string) =>
  useQuery({
    queryKey: ['projects', search],
    placeholderData: keepPreviousData,
    queryFn: async () =>
      ((await ask(projectsDocument, { search: search.trim() || null })).projects?.entities ?? []).filter(
        (project) => project !== null,
      ),
  });
