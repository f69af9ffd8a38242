/** The words of the pages in the language of whoever reads them. A word that one language lacks does not compile. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { en } from './en/en.ts';
import { formats } from './formats.ts';
import { type Language, spokenOf } from './locale.ts';

export type Words = typeof en;

/** Nobody is sent a language they do not read. */
const dictionaries: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./en/en.ts')).en,
  fr: async () => (await import('./fr/fr.ts')).fr,
};

interface Speech {
  words: Words;
  formats: ReturnType<typeof formats>;
}

const SpeechContext = createContext<Speech | null>(null);

/** Speaks the language given, else the browser's first that we speak; the one before until its words are there. */
export function SpeechProvider({ language, children }: { language: Language | undefined; children: ReactNode }) {
  const { language: spoken, locale } = spokenOf(navigator.languages, language);
  const [words, setWords] = useState<Words>();
  const speech = useMemo(() => words && { words, formats: formats(locale) }, [words, locale]);
  useEffect(() => {
    let isWanted = true;
    dictionaries[spoken]().then((words) => {
      if (!isWanted) return;
      document.documentElement.lang = spoken;
      setWords(words);
    });
    return () => {
      isWanted = false;
    };
  }, [spoken]);
  if (!speech) return null;
  return (
    <I18nProvider locale={locale}>
      <SpeechContext value={speech}>{children}</SpeechContext>
    </I18nProvider>
  );
}

function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('No language is spoken here.');
  return speech;
}

export const useWords = () => useSpeech().words;
export const useFormats = () => useSpeech().formats;
