/** The words of the pages in the language of whoever reads them. A word that one language lacks does not compile. */
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { en } from './en.ts';
import { formats } from './formats.ts';
import { fr } from './fr.ts';

export type Words = typeof en;
export type Language = 'en' | 'fr';

const dictionaries: Record<Language, Words> = { en, fr };

interface Speech {
  words: Words;
  formats: ReturnType<typeof formats>;
}

const SpeechContext = createContext<Speech>({ words: en, formats: formats('en') });

/** Speaks the language given, else the browser's first that we speak. */
export function SpeechProvider({ language, children }: { language: Language | undefined; children: ReactNode }) {
  const spoken = language ?? browserLanguage();
  // Dates and numbers as the person's own region has them.
  const locale = navigator.languages.find((one) => one.startsWith(spoken)) ?? spoken;
  const speech = useMemo(() => ({ words: dictionaries[spoken], formats: formats(locale) }), [spoken, locale]);
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
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

export const useWords = () => useContext(SpeechContext).words;
export const useFormats = () => useContext(SpeechContext).formats;
