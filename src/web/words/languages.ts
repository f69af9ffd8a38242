/** The languages of the pages: a further one is a folder beside this file and a line here. Its words are loaded on demand. */
import type { Words } from './en/en.ts';

export const dictionaries = {
  en: async (): Promise<Words> => (await import('./en/en.ts')).en,
  fr: async (): Promise<Words> => (await import('./fr/fr.ts')).fr,
};

export type Language = keyof typeof dictionaries;

export const languages = Object.keys(dictionaries) as Language[];
