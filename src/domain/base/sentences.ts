/** Sentences with placeholders, such as `must be at most {most} characters.`, whose types require a value for each. */

type Gaps<Text extends string> = Text extends `${string}{${infer Gap}}${infer Rest}` ? Gap | Gaps<Rest> : never;

export type Value = string | number | readonly string[];

export type Values<Text extends string> = Record<Gaps<Text>, Value>;

const gap = /\{(\w+)\}/g;

export const filled = (text: string, values: Readonly<Record<string, Value>>): string =>
  text.replace(gap, (_, name) => [values[name]].flat().join(' and '));

/** The sentence for documentation: each placeholder shown as its name, in backticks. */
export const described = (text: string): string => text.replace(/`?\{(\w+)\}`?/g, '`$1`');
