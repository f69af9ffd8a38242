/** Fifty attempts at an escalation, written by hand: each is refused, or reach has shown it before. */
import { describe, expect, test } from '@jest/globals';
import { world } from '../../../tokens/acts.ts';
import { type Attempt, type Participants, participantsOf } from './participants.ts';
import { withProjects, withRoles } from './with-roles-and-projects.ts';
import { withTokens } from './with-tokens.ts';
import { withUsers } from './with-users.ts';

const groups: Record<string, Attempt[]> = {
  'with users': withUsers,
  'with roles': withRoles,
  'with projects': withProjects,
  'with tokens, permission sets, the token policy and access requests': withTokens,
};

test('there are 50 different attempts', () => {
  expect(new Set(Object.values(groups).flatMap((attempts) => attempts.map(([name]) => name))).size).toBe(50);
});

describe('on pglite', () => {
  const at = world('pglite');
  let participants: Participants | undefined;
  describe.each(Object.entries(groups))('%s', (_group, attempts) => {
    test.each(attempts)('%s: %s', async (_name, expected, run) => {
      participants ??= participantsOf(at);
      const { shown, refused, gained } = await run(participants);
      const isKind = /^[A-Z]+$/.test(expected) && expected !== 'FORBIDDEN';
      expect({ refused, gained }).toEqual({ refused: expected === 'FORBIDDEN' ? expected : undefined, gained: isKind });
      if (isKind) expect(shown).toContain(expected);
      if (expected === 'Nothing') expect(shown).toEqual([]);
    });
  });
});
