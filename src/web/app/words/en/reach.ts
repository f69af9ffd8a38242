/** English for how far somebody reaches. */
import type { Step } from '../../reach/reach.ts';
import { plural } from '../plural.ts';

const n = plural('en');

export const reach = {
  title: 'How far it reaches',
  nothing: 'Nothing it may do leads to more than this.',
  /** Whether it leads further, as the server says it. */
  statement: (said: string) => said,
  step: ({ words }: Step) => words,
  leadsTo: {
    PERMISSIONS: 'To permissions it lacks:',
    METHODS: 'To methods it may not call:',
    PERSON: 'To what only people may do:',
    PLACES: 'To use from other networks:',
    OUTLIVING: 'To a way in that is left when it has ended:',
  },
  unused: {
    none: 'Each of its permissions was used by somebody in it within 90 days.',
    text: (count: number) =>
      `Nobody in it used ${n(count, 'permission', 'permissions')} of it within 90 days, as far as was counted:`,
    take: 'Take them off',
    taken: 'What nobody used is off the role.',
    undo: 'Undo',
  },
};
