/** What the search of pages finds: pages and actions by their names and by other words, and what the server finds for the viewer. */
import { send } from '../../api/send.ts';
import type { Me } from '../../api/session.tsx';
import type { Words } from '../../words/en/words.ts';
import { isOpenTo, routes } from '../routes.tsx';
import type { Command } from './commands.ts';
import { findDocument } from './documents.ts';
import type { Target } from './target.ts';

export type Section = 'pages' | 'actions' | 'users' | 'roles' | 'tokens' | 'projects';
export type Found = Partial<Record<Section, Target[]>>;

export type Contains = (name: string, text: string) => boolean;

/**
 * Each word of the text is in the name or among the other words for it, which are then shown beside it. Names come first, then words
 * that begin with the text.
 */
export function matching<One extends Target & { also?: string | undefined }>(
  targets: readonly One[],
  text: string,
  contains: Contains,
): One[] {
  const wanted = text.split(/\s+/).filter(Boolean);
  const found = targets.filter(({ name, also = '' }) => wanted.every((word) => contains(`${name} ${also}`, word)));
  const rank = ({ name, also = '' }: One) =>
    wanted.reduce((sum, word) => sum + (contains(name, word) ? 2 : contains(` ${also}`, ` ${word}`) ? 1 : 0), 0);
  const isWanted = (other: string) => wanted.some((word) => contains(other, word));
  const shown = (target: One): One =>
    wanted.every((word) => contains(target.name, word))
      ? target
      : { ...target, detail: target.also?.split(' ').filter(isWanted).join(' ') };
  return found.sort((one, other) => rank(other) - rank(one)).map(shown);
}

/** The pages and the actions that are open to the user. */
export function pagesAndActions(me: Me, words: Words, commands: readonly Command[]) {
  const { also } = words.commands;
  const open = routes.filter((route) => isOpenTo(route, me));
  const targets = (nameOf: (route: (typeof routes)[number]) => string | undefined) =>
    open.flatMap((route) => {
      const name = nameOf(route);
      return name === undefined ? [] : [{ id: route.path, href: route.path, name, also: also[route.path] }];
    });
  const graphiql = { id: '/graphiql', href: '/graphiql', name: words.general.graphiql, also: also['/graphiql'] };
  return {
    pages: [...targets(({ navigation }) => navigation?.label(words)), graphiql],
    actions: [...targets(({ action }) => action?.(words)), ...commands],
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
  const at = (path: string, name: string, detail?: string): Target => ({ id: path, href: path, name, detail });
  const tokensAt = allTokens ? '/admin/tokens' : '/account/tokens';
  return {
    users: rows(found.users).map(({ id, name, username }) => at(`/admin/users/${id}`, name, username)),
    roles: rows(found.roles).map(({ id, name }) => at(`/admin/roles/${id}`, name)),
    tokens: rows(found.all_personal_access_tokens ?? found.personal_access_tokens).map(({ id, name, last_four }) =>
      at(`${tokensAt}/${id}`, name, `…${last_four}`),
    ),
    projects: rows(found.projects).map(({ id, name, key }) => at(`/admin/projects/${id}`, name, key)),
  };
}
