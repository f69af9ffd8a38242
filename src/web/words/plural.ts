/** A number with the right form of its noun, as the language writes it. */
export function plural(language: string) {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (count: number, one: string, other: string) =>
    `${digits.format(count)} ${rules.select(count) === 'one' ? one : other}`;
}
