/** Dates, numbers, lists and names of languages as a locale writes them, in the time zone of the browser. */
export function formats(locale: string) {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const dayInUtc = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const number = new Intl.NumberFormat(locale);
  const languageNames = new Intl.DisplayNames(locale, { type: 'language' });
  return {
    day: (iso: string) => day.format(new Date(iso)),
    /** A calendar day, `YYYY-MM-DD`, which has no time zone. */
    calendarDay: (date: string) => dayInUtc.format(new Date(`${date}T00:00:00Z`)),
    instant: (iso: string) => instant.format(new Date(iso)),
    /** The distance from now, such as "in 5 days" or "3 hours ago". */
    distance: (iso: string) => relative.format(...nearest(new Date(iso).getTime() - Date.now())),
    number: (value: number) => number.format(value),
    list: (items: string[]) => list.format(items),
    /** The name of a language in this language. */
    language: (code: string) => capitalised(languageNames.of(code) ?? code, locale),
  };
}

const capitalised = (text: string, locale: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 3600_000],
  ['month', 60 * 24 * 3600_000],
  ['day', 24 * 3600_000],
  ['hour', 3600_000],
  ['minute', 60_000],
];

function nearest(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  const [unit, least] = units.find(([, least]) => Math.abs(ms) >= least) ?? ['minute', 60_000];
  const length = unit === 'month' ? 30 * 24 * 3600_000 : least;
  return [Math.round(ms / length), unit];
}
