/** Sentences with gaps, such as `must be at most {most} characters.`: what a sentence needs is typed by what it says. */

type Gaps<Text extends string> = Text extends `${string}{${infer Gap}}${infer Rest}` ? Gap | Gaps<Rest> : never;

export type Value = string | number | readonly string[];

/** A value for each gap of a sentence. */
export type Values<Text extends string> = Record<Gaps<Text>, Value>;

const gap = /\{(\w+)\}/g;

export const filled = (text: string, values: Readonly<Record<string, Value>>): string =>
  text.replace(gap, (_, name) => [values[name]].flat().join(' and '));

/** The sentence for whoever reads about it: each gap by its name. */
export const described = (text: string): string => text.replace(/`?\{(\w+)\}`?/g, '`$1`');
