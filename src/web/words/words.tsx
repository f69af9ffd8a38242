/** The words of the pages in the user's language. A text that one language lacks does not compile. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Words } from './en/words.ts';
import { formats } from './formats.ts';
import { type Language, languages, wordsIn } from './languages.ts';
import { localeOf } from './locale.ts';

interface Spoken {
  language: Language;
  words: Words;
  formats: ReturnType<typeof formats>;
}

const LanguageContext = createContext<Spoken | null>(null);

/** A change of the language is shown once its words are loaded. */
export function LanguageProvider({
  language: chosen,
  children,
}: {
  language: Language | undefined;
  children: ReactNode;
}) {
  const { language, locale } = localeOf(languages, navigator.languages, chosen);
  const [loaded, setLoaded] = useState<Pick<Spoken, 'language' | 'words'>>();
  const spoken = useMemo(() => loaded && { ...loaded, formats: formats(locale) }, [loaded, locale]);
  useEffect(() => {
    let isWanted = true;
    wordsIn(language).then((words) => isWanted && setLoaded({ language, words }));
    return () => {
      isWanted = false;
    };
  }, [language]);
  if (!spoken) return null;
  return (
    <I18nProvider locale={locale}>
      <LanguageContext value={spoken}>{children}</LanguageContext>
    </I18nProvider>
  );
}

function useSpoken(): Spoken {
  const spoken = useContext(LanguageContext);
  if (!spoken) throw new Error('There is no LanguageProvider around this.');
  return spoken;
}

export const useLanguage = () => useSpoken().language;
export const useWords = () => useSpoken().words;
export const useFormats = () => useSpoken().formats;
