/** The languages of the pages: a further one is a folder beside this file. Its words are loaded on demand. */
import type { graphql } from '../api/documents.ts';
import type { Words } from './en/words.ts';

export type Language = ReturnType<typeof graphql.scalar<'Language'>>;

const files = import.meta.glob<{ words: Words }>('./*/words.ts');

const nameOf = (path: string) => path.replace(/^\.\/(.+)\/words\.ts$/, '$1') as Language;

export const languages = Object.keys(files).map(nameOf);

export async function wordsIn(language: Language): Promise<Words> {
  const load = files[`./${language}/words.ts`];
  if (!load) throw new Error(`There are no words in ${language}.`);
  return (await load()).words;
}
