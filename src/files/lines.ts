/** Prints names and texts of files and servers so that they can neither control the terminal nor look like other lines. */

/** Control and format characters, such as escape sequences and those that reverse the direction of writing, and line breaks. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** One line. */
export const visible = (line: string): string =>
  line.replace(unseen, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);

export const linesOf = (lines: readonly string[]): string => lines.map(visible).join('\n');

/** The same JSON value with visible texts. */
export const visibleTexts = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, one) => (typeof one === 'string' ? visible(one) : one));

/** JSON of the same value. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(unseen, (one) => (one === '\n' ? one : one.split('').map(unit).join('')));

const unit = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
