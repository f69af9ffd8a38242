/**
 * Texts that some server takes for the same segment of a path: it ignores case, decodes twice, or leaves out what follows a
 * semicolon, a dot or a space. A request for such a look-alike is refused, because the site could run another operation.
 */
import { decode } from './paths.ts';

/** What decoding and case leave of a segment. */
export function folded(segment: string): string {
  let text = segment;
  for (let round = 0; round < mostRounds; round++) text = decode(text) ?? text;
  return text.normalize('NFKC').toLowerCase();
}

const mostRounds = 4;

/** Finds whether a segment, which is none of the texts, looks like one of them. */
export function lookAlikesOf(texts: Iterable<string>): (segment: string) => boolean {
  const known = new Set([...texts].map(folded));
  const lengths = [...new Set([...known].map(({ length }) => length))].filter((length) => length > 0);
  const ends = /[;.\s]/;
  return (segment) => {
    const text = folded(segment);
    return lengths.some(
      (length) => (text.length === length || ends.test(text.charAt(length))) && known.has(text.slice(0, length)),
    );
  };
}
