/** The base paths of the servers of an OpenAPI document: what stands before the paths of its operations. */
import { because } from '../base/reasons.ts';
import { field, listAt, partAt, within, wrong } from './document.ts';
import type { Levels } from './requirements.ts';

/** Without a slash at the end, each once. The nearest level with servers decides; without any, paths begin at the root. */
export function basePathsOf(levels: Levels): string[] {
  for (const [part, place] of levels) {
    const value = field(part, 'servers');
    const at = within(place, 'servers');
    const servers = value === undefined ? [] : listAt(value, at);
    if (servers.length === 0) continue;
    return [...new Set(servers.map((server) => basePath(field(partAt(server, at), 'url'), at)))];
  }
  return [''];
}

/** The host may contain variables, the path may not. */
function basePath(url: unknown, place: string): string {
  const found = typeof url === 'string' && /^(?:[a-z{][\w+.{}-]*:\/\/[^/?#]+)?(\/[^?#{}]*)?$/i.exec(url);
  if (!found || found[0] === '') throw wrong(because('WRONG_SERVER', { place }));
  return (found[1] ?? '').replace(/\/$/, '');
}
