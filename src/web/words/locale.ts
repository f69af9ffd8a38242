/** The language of the pages, and the locale in which they write dates and numbers, from the locales a browser reports. */

/**
 * The language asked for, else the first reported one that is known, else the first known one; with the first locale
 * reported in it. A browser may report an invalid locale: Chromium started without one says `en-US@posix`, which Intl
 * refuses to read.
 */
export function localeOf<Language extends string>(
  known: readonly Language[],
  reported: readonly string[],
  asked?: Language,
): { language: Language; locale: string } {
  const locales = reported.flatMap(validLocale);
  const first = locales.map((locale) => known.find((language) => language === locale.language)).find(Boolean);
  const language = asked ?? first ?? (known[0] as Language);
  return { language, locale: locales.find((locale) => locale.language === language)?.toString() ?? language };
}

function validLocale(tag: string): Intl.Locale[] {
  try {
    return [new Intl.Locale(tag)];
  } catch {
    return [];
  }
}
