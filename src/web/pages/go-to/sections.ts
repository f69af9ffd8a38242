/** The sections of the search of pages: what the user opened last comes first. */
import { type Contains, type Found, matching, type pagesAndActions, type Section } from './find.ts';
import type { Target } from './target.ts';

export interface ShownSection {
  name: string;
  targets: Target[];
}

interface Searched {
  text: string;
  own: ReturnType<typeof pagesAndActions>;
  records: Found | undefined;
  recent: readonly Target[];
  contains: Contains;
  titles: Record<Section | 'recent', string>;
}

const order: Section[] = ['pages', 'actions', 'users', 'roles', 'tokens', 'projects'];

/** Until the user types, what was opened last is a section of its own; then it is first within its section. */
export function sectionsOf({ text, own, records, recent, contains, titles }: Searched): ShownSection[] {
  const known: Target[] = [...own.pages, ...own.actions];
  // A page may have another name in the present language, or be closed to the user since.
  const opened = recent.flatMap((one) => known.find(({ id }) => id === one.id) ?? (isRecord(one) ? one : []));
  const place = ({ id }: Target) => {
    const at = opened.findIndex((one) => one.id === id);
    return at < 0 ? opened.length : at;
  };
  const found: Found = {
    pages: matching(own.pages, text, contains),
    actions: matching(own.actions, text, contains),
    ...records,
  };
  const shown = order.map((section) => {
    const targets = [...(found[section] ?? [])].sort((one, other) => place(one) - place(other));
    const isElsewhere = (target: Target) => text === '' && place(target) < opened.length;
    return { name: titles[section], targets: targets.filter((target) => !isElsewhere(target)) };
  });
  const first = text === '' ? [{ name: titles.recent, targets: opened }] : [];
  return [...first, ...shown].filter(({ targets }) => targets.length > 0);
}

/** A user, role, token or project. */
const isRecord = ({ href }: Target) => href !== undefined && /\d$/.test(href);
