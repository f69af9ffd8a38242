/** Finds rows of the table of who can do what: by names, descriptions, and words that people use for what is not there. */
import type { PermissionInfo } from '../../../../features/permissions/catalog.ts';
import type { Noun } from '../../../../features/permissions/levels.ts';
import { useWords } from '../../../../words/words.tsx';

export interface Row {
  noun: Noun;
  /** The permissions that the unfolded row shows: those that were found, or all if the kind of record was. */
  shown: readonly PermissionInfo[];
}

interface Found {
  rows: Row[];
  /** Says what to do instead of what was searched. */
  hint: string | undefined;
}

export function useSearch() {
  const { matrix, server } = useWords();
  const { instead } = matrix;
  const otherWords = (info: PermissionInfo) => (info.name === 'UPDATE_USER' ? instead.words : '');
  return (nouns: readonly Noun[], search: string): Found => {
    const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return { rows: nouns.map((noun) => ({ noun, shown: noun.permissions })), hint: undefined };
    const isIn = (...texts: string[]) => {
      const text = texts.join(' ').toLowerCase();
      return wanted.every((word) => text.includes(word));
    };
    const rows = nouns.flatMap((noun) => {
      const name = server.noun(noun.name);
      if (isIn(name)) return [{ noun, shown: noun.permissions }];
      const shown = noun.permissions.filter((info) =>
        isIn(name, info.name, info.title, info.description, otherWords(info)),
      );
      return shown.length > 0 ? [{ noun, shown }] : [];
    });
    const isInstead = instead.words.split(' ').some((word) => wanted.includes(word));
    const isFound = rows.some(({ shown }) => shown.some(({ name }) => name === 'UPDATE_USER'));
    return { rows, hint: isInstead && isFound ? instead.hint : undefined };
  };
}
