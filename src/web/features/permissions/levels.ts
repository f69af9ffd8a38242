/** None, read or write for each noun of the permissions, or custom: what only the tree can express. */
import type { PermissionInfo } from './catalog.ts';
import { type PermissionSelection, setPermission, tickOf } from './selection.ts';

export interface Noun {
  key: string;
  /** In English. */
  name: string;
  group: string;
  permissions: PermissionInfo[];
}

export type Level = 'NONE' | 'READ' | 'WRITE';

/** In the order of the permissions. Administrators may name a custom group or permission as another one. */
export function nounsOf(permissions: readonly PermissionInfo[]): Noun[] {
  const nouns = new Map<string, Noun>();
  for (const info of permissions) {
    const key = `${info.group}/${info.noun}`;
    const known = nouns.get(key) ?? { key, name: info.noun, group: info.group, permissions: [] };
    known.permissions.push(info);
    nouns.set(key, known);
  }
  return [...nouns.values()];
}

/** The levels that differ. Write includes read. */
export function levelsOf({ permissions }: Noun): Level[] {
  const isThere = (level: Level) => permissions.some((info) => info.level === level);
  return ['NONE', ...(['READ', 'WRITE'] as const).filter(isThere)];
}

const isIn = (level: Level, info: PermissionInfo) => level === 'WRITE' || (level === 'READ' && info.level === 'READ');

/** Custom: no level is exactly what is selected. */
export function levelOf(noun: Noun, selection: PermissionSelection): Level | 'CUSTOM' {
  const isExactly = (level: Level) =>
    noun.permissions.every((info) => tickOf(selection, info) === (isIn(level, info) ? 'on' : 'off'));
  return levelsOf(noun).find(isExactly) ?? 'CUSTOM';
}

export const withLevel = (noun: Noun, level: Level, selection: PermissionSelection): PermissionSelection =>
  noun.permissions.reduce((selection, info) => setPermission(selection, info, isIn(level, info)), selection);
