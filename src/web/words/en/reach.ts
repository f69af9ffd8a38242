/** English for the reach of a role or a token, and for the unused permissions of a role. */
import { plural } from '../plural.ts';

const n = plural('en');

export const reach = {
  title: 'Reach and escalations',
  more: 'These permissions make it possible to obtain more.',
  nothing: 'These permissions do not lead to more.',
  /** What a path leads to, in a few words. */
  verdicts: {
    SUPER_ADMIN: 'Can become a super admin',
    PERMISSIONS: 'Can get more permissions',
    METHODS: 'Can call more methods',
    PERSON: 'Can act as another user',
    OUTLIVING: 'Keeps access after a token has expired',
  },
  leadsTo: {
    PERMISSIONS: 'They make it possible to obtain further permissions:',
    METHODS: 'They make it possible to call further methods:',
    PERSON: 'They make it possible to obtain a user’s sign-in link and act as that user.',
    OUTLIVING: 'They make it possible to obtain access that remains after a token has expired or was revoked.',
  },
  path: 'The steps, and what is obtained at the end',
  leadsToMore: (what: string) => `Leads to more: can ${what}.`,
  briefly: {
    PERMISSIONS: 'obtain further permissions',
    METHODS: 'call further methods',
    PERSON: 'act as another user (who may issue tokens)',
    OUTLIVING: 'keep access that was to end',
  },
  unused: {
    notHeld: 'No user has this role: there are no uses to count.',
    none: 'Each of its permissions was used within the last 90 days.',
    text: (count: number) =>
      `No user with this role used ${n(count, 'permission', 'permissions')} within the last 90 days, as far as uses were counted:`,
    tooSoon: (since: string) =>
      `The role was given a permission on ${since}. Unused permissions can be taken off seven days later, when uses have been counted for long enough.`,
    take: 'Take them off…',
    title: 'Take these permissions off the role?',
    affected: (people: number) =>
      people === 0
        ? 'No user has this role.'
        : `${n(people, 'user', 'users')} with this role and all their tokens lose these permissions:`,
    affectedUnnamed:
      'All users with this role and all their tokens lose these permissions. You may not read who they are.',
    more: (people: number) => `and ${n(people, 'other', 'others')}`,
    later: 'You can put them back here later.',
    takeNow: 'Take them off',
    taken: (when: string) => `Taken off the role ${when}:`,
    undo: 'Put them back',
  },
};
