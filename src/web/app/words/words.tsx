/** The words of the pages in the language of whoever reads them. A word that one language lacks does not compile. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { en } from './en.ts';
import { formats } from './formats.ts';

export type Words = typeof en;
export type Language = 'en' | 'fr';

/** Nobody is sent a language they do not read. */
const dictionaries: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
};

interface Speech {
  words: Words;
  formats: ReturnType<typeof formats>;
}

const SpeechContext = createContext<Speech | null>(null);

/** Speaks the language given, else the browser's first that we speak; the one before until its words are there. */
export function SpeechProvider({ language, children }: { language: Language | undefined; children: ReactNode }) {
  const spoken = language ?? browserLanguage();
  const [words, setWords] = useState<Words>();
  // Dates and numbers as the person's own region has them.
  const locale = navigator.languages.find((one) => one.startsWith(spoken)) ?? spoken;
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

function browserLanguage(): Language {
  const known = navigator.languages.map((one) => one.slice(0, 2)).find((one) => one in dictionaries);
  return (known as Language | undefined) ?? 'en';
}

function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('No language is spoken here.');
  return speech;
}

export const useWords = () => useSpeech().words;
export const useFormats = () => useSpeech().formats;
