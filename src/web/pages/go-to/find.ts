/** What the search of pages finds: pages and actions by their names, and what the server finds for the viewer. */
import { send } from '../../api/send.ts';
import type { Me } from '../../api/session.tsx';
import type { Words } from '../../words/en/words.ts';
import { isOpenTo, routes } from '../routes.tsx';
import { findDocument } from './documents.ts';

export interface Target {
  href: string;
  name: string;
  /** Distinguishes two of the same name. */
  detail?: string;
}

export type Section = 'pages' | 'actions' | 'users' | 'roles' | 'tokens' | 'projects';
export type Found = Partial<Record<Section, Target[]>>;

/** Those whose names contain the text. */
export function findPages(
  text: string,
  me: Me,
  words: Words,
  contains: (name: string, text: string) => boolean,
): Found {
  const open = routes.filter((route) => isOpenTo(route, me));
  const targets = (nameOf: (route: (typeof routes)[number]) => string | undefined) =>
    open.flatMap((route): Target[] => {
      const name = nameOf(route);
      return name !== undefined && contains(name, text) ? [{ href: route.path, name }] : [];
    });
  const { graphiql } = words.general;
  const programs = contains(graphiql, text) ? [{ href: '/graphiql', name: graphiql }] : [];
  return {
    pages: [...targets(({ navigation }) => navigation?.label(words)), ...programs],
    actions: targets(({ action }) => action?.(words)),
  };
}

export async function findRecords(text: string, me: Me): Promise<Found> {
  const has = (path: string) => routes.some((route) => route.path === path && isOpenTo(route, me));
  const allTokens = has('/admin/tokens');
  const found = await send(findDocument, {
    text,
    users: has('/admin/users'),
    roles: has('/admin/roles'),
    allTokens,
    projects: has('/admin/projects'),
  });
  const rows = <Row>(list: { entities: (Row | null)[] } | null | undefined): Row[] =>
    (list?.entities ?? []).filter((row) => row !== null);
  const tokensAt = allTokens ? '/admin/tokens' : '/account/tokens';
  return {
    users: rows(found.users).map(({ id, name, username }) => ({ href: `/admin/users/${id}`, name, detail: username })),
    roles: rows(found.roles).map(({ id, name }) => ({ href: `/admin/roles/${id}`, name })),
    tokens: rows(found.all_personal_access_tokens ?? found.personal_access_tokens).map(({ id, name, last_four }) => ({
      href: `${tokensAt}/${id}`,
      name,
      detail: `…${last_four}`,
    })),
    projects: rows(found.projects).map(({ id, name, key }) => ({ href: `/admin/projects/${id}`, name, detail: key })),
  };
}
