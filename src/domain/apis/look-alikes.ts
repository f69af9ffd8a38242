/**
 * Texts that some server takes for the same segment of a path: it ignores case, decodes several times, leaves out spaces around and
 * characters that are not displayed, or what follows a semicolon, a dot, a colon or the like. A request for such a look-alike is
 * refused, because the site could run another operation.
 */
import { decode } from './paths.ts';

/** What decoding and case leave of a segment. */
export function folded(segment: string): string {
  let text = segment;
  for (let round = 0; round < mostRounds; round++) text = decode(text) ?? text;
  // In both cases, because some letters, such as `ß`, `ẞ` and `ı`, are equal to others in one of them only.
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/^[\s\p{C}]+/u, '');
}

const mostRounds = 4;

/** Some servers leave out what follows one of these in a segment. */
const ends = /[;.:?#/\\\s\p{C}]/u;

/** Whether some server takes the folded segment for one that stands for no folder or the one above. */
export const looksLikeDots = (text: string): boolean => /^\.+(?:$|[;:?#/\\\s\p{C}])/u.test(text);

/** Finds whether a folded segment, which is none of the texts, looks like one of them. */
export function lookAlikesOf(texts: Iterable<string>): (text: string) => boolean {
  const known = new Set([...texts].map(folded));
  const lengths = [...new Set([...known].map(({ length }) => length))].filter((length) => length > 0);
  return (text) =>
    lengths.some(
      (length) => (text.length === length || ends.test(text.charAt(length))) && known.has(text.slice(0, length)),
    );
}
