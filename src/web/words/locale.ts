/** The language of the pages, and the locale in which they write dates and numbers, from the locales a browser reports. */

/**
 * The chosen language, otherwise the first of the browser's languages that the pages have, otherwise English; with the
 * first locale that the browser reports in it. A browser may report an invalid locale: Chromium started without one says
 * `en-US@posix`, which Intl refuses to read.
 */
export function localeOf<Language extends string>(
  known: readonly Language[],
  reported: readonly string[],
  chosen?: Language,
): { language: Language; locale: string } {
  const locales = reported.flatMap(validLocale);
  const first = locales.map((locale) => known.find((language) => language === locale.language)).find(Boolean);
  const language = chosen ?? first ?? ('en' as Language);
  return { language, locale: locales.find((locale) => locale.language === language)?.toString() ?? language };
}

function validLocale(tag: string): Intl.Locale[] {
  try {
    return [new Intl.Locale(tag)];
  } catch {
    return [];
  }
}
