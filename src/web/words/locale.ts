/** In which language the pages speak, and as which region they write dates and numbers, of what a browser reports. */
const languages = ['en', 'fr'] as const;

export type Language = (typeof languages)[number];

/**
 * The language asked for, else the first reported that we speak, else English; with the first locale reported in it.
 * A browser may report what is not a locale: Chromium started without one says `en-US@posix`, which Intl refuses to read.
 */
export function spokenOf(reported: readonly string[], asked?: Language): { language: Language; locale: string } {
  const locales = reported.flatMap(validLocale);
  const known = locales.map((locale) => languages.find((language) => language === locale.language)).find(Boolean);
  const language = asked ?? known ?? 'en';
  return { language, locale: locales.find((locale) => locale.language === language)?.toString() ?? language };
}

function validLocale(tag: string): Intl.Locale[] {
  try {
    return [new Intl.Locale(tag)];
  } catch {
    return [];
  }
}
