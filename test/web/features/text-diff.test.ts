/** The differences of two texts. */
import { expect, test } from '@jest/globals';
import { textDiff } from '../../../src/web/features/history/text-diff.ts';

const shown = (before: string, after: string) =>
  textDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : `${kind === 'added' ? '+' : '-'}[${text}]`))
    .join('');

test('what stayed, was removed and was added is said by words', () => {
  expect(shown('Runs at night on the server', 'Runs at noon on the big server')).toBe(
    'Runs at -[night ]+[noon ]on the +[big ]server',
  );
});

test('without what was removed it is the text after the change, without what was added the text before', () => {
  const texts = ['', 'a', 'a b c', 'c b a', 'a\n\nb  c ', ' leading and trailing '];
  for (const before of texts)
    for (const after of texts) {
      const parts = textDiff(before, after);
      const without = (kind: string) => parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }
});

test('very long texts are shown whole, because comparing them would take too long', () => {
  const long = 'word '.repeat(5_000);
  expect(textDiff(long, `${long}more`).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
