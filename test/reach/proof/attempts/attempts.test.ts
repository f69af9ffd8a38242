/** Fifty attempts to come to more than one has, by hand: each is refused, or the reach of whoever acts told it before. */
import { describe, expect, test } from '@jest/globals';
import { world } from '../../../tokens/acts.ts';
import { type Attempt, type Cast, castOf } from './cast.ts';
import { withProjects, withRoles } from './with-roles-and-projects.ts';
import { withTokens } from './with-tokens.ts';
import { withUsers } from './with-users.ts';

const groups: Record<string, Attempt[]> = {
  'through users': withUsers,
  'through roles': withRoles,
  'through projects': withProjects,
  'through tokens, sets, the policy and requests': withTokens,
};

test('there are fifty', () => {
  expect(new Set(Object.values(groups).flatMap((attempts) => attempts.map(([name]) => name))).size).toBe(50);
});

describe('on pglite', () => {
  const at = world('pglite');
  let cast: Cast | undefined;
  describe.each(Object.entries(groups))('%s', (_group, attempts) => {
    test.each(attempts)('%s: %s', async (_name, expected, run) => {
      cast ??= castOf(at);
      const { told, refused, gained } = await run(cast);
      const isKind = /^[A-Z]+$/.test(expected) && expected !== 'FORBIDDEN';
      expect({ refused, gained }).toEqual({ refused: expected === 'FORBIDDEN' ? expected : undefined, gained: isKind });
      if (isKind) expect(told).toContain(expected);
      if (expected === 'Nothing') expect(told).toEqual([]);
    });
  });
});
