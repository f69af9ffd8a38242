/** The values of an entry of the log: which of them say nothing, and which are not shown. */
export type Values = Readonly<Record<string, unknown>>;

export const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The log has none of them: this is for entries of other programs. */
export const isSecret = (name: string) => /(^|_)(secret|password|hash|pepper|private_key)$/.test(name);
