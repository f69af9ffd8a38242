/** Counts in words: the right form of a noun for a number, and the number as the language writes it. */
export function plural(language: string) {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (count: number, one: string, other: string) =>
    `${digits.format(count)} ${rules.select(count) === 'one' ? one : other}`;
}
