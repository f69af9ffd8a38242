/** What differs between two texts, by words: the parts that stayed, were removed and were added, in their order. */
export interface Part {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Comparing all words with all others takes too long for documents. */
const most = 600;

export function textDiff(before: string, after: string): Part[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > most || now.length > most)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  const lengths = commonLengths(old, now);
  const parts: Part[] = [];
  const add = (kind: Part['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    const [word, next] = [old[i], now[j]];
    if (word !== undefined && word === next) {
      add('same', word);
      i++;
      j++;
    } else if (word !== undefined && (next === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      add('removed', word);
      i++;
    } else if (next !== undefined) {
      add('added', next);
      j++;
    }
  }
  return parts;
}

/** With the spaces after them. */
const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

const at = (lengths: readonly (readonly number[])[], i: number, j: number) => lengths[i]?.[j] ?? 0;

/** For each pair of places, how many words the rests after them have in common, in the same order. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      (lengths[i] as number[])[j] =
        old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
  return lengths;
}
