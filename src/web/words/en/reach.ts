/** English for how far somebody reaches. */
import { plural } from '../plural.ts';

const n = plural('en');

export const reach = {
  title: 'How far it reaches',
  nothing: 'Nothing it may do leads to more than this.',
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
    tooSoon: (since: string) =>
      `The role was given a permission on ${since}. Seven days later its uses have been counted for long enough to take off what is not used.`,
    take: 'Take them off…',
    title: 'Take these permissions off the role?',
    affected: (people: number) =>
      people === 0
        ? 'Nobody is in the role.'
        : `${n(people, 'person', 'people')} in the role and all their tokens may no longer do this:`,
    affectedUnnamed: 'Everybody in the role and all their tokens may no longer do this. You may not read who that is.',
    more: (people: number) => `and ${n(people, 'other', 'others')}`,
    later: 'They can be put back here later.',
    takeNow: 'Take them off',
    taken: (when: string) => `Taken off the role ${when}:`,
    undo: 'Put them back',
  },
};
