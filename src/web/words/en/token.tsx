/** English for one token: what it may do and what it is used for. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const token = {
  ask: 'Ask for more access',
  about: 'About this token',
  owner: 'Owner',
  value: 'Value',
  revoked: 'Revoked at',
  reason: 'Reason',
  permissions: {
    title: 'What it may do',
    everything: 'It has all permissions that its owner has at the moment of use.',
    /** Of one that was shrunk. */
    everythingLeft: 'It has the permissions of its owner, without those that were taken off.',
    set: (name: ReactNode) => <>It has the permissions of the set {name}, as far as its owner has them.</>,
    custom: (count: number) =>
      `It is limited to ${n(count, 'permission', 'permissions')}, as far as its owner has them.`,
    issued: (count: number) =>
      `Another user generated or regenerated it for its owner: it is limited to the ${n(count, 'permission', 'permissions')} that this user could grant.`,
    analysis: 'It creates projects and submits analyses of all of them, and changes nothing else.',
    project: (name: ReactNode) => <>It submits analyses of {name} and changes nothing else.</>,
    methods: (count: number) => `It may call ${n(count, 'method', 'methods')} only:`,
    bound: (count: number) => `It runs ${n(count, 'document', 'documents')} and no other.`,
    now: (count: number) =>
      count === 0 ? 'At present it may do nothing.' : `At present: ${n(count, 'permission', 'permissions')}`,
    /** Why no program can use it. */
    blocked: {
      REVOKED: 'It was revoked: no program can use it any more.',
      EXPIRED: 'It has expired: no program can use it, unless it is regenerated.',
      FENCED: 'It is blocked since the database was restored: no program can use it until it is confirmed.',
      DISABLED: 'Its owner is disabled: no program can use it.',
    },
  },
  /** Of a revoked or expired token. */
  over: {
    title: 'What it could do',
    everything: 'It had all permissions that its owner had at the moment of use.',
    everythingLeft: 'It had the permissions of its owner, without those that were taken off.',
    set: (name: ReactNode) => <>It had the permissions of the set {name}, as far as its owner had them.</>,
    custom: (count: number) =>
      `It was limited to ${n(count, 'permission', 'permissions')}, as far as its owner had them.`,
    issued: (count: number) =>
      `Another user generated or regenerated it for its owner: it was limited to the ${n(count, 'permission', 'permissions')} that this user could grant.`,
    analysis: 'It created projects and submitted analyses of all of them, and changed nothing else.',
    project: (name: ReactNode) => <>It submitted analyses of {name} and changed nothing else.</>,
    methods: (count: number) => `It could call ${n(count, 'method', 'methods')} only:`,
    bound: (count: number) => `It ran ${n(count, 'document', 'documents')} and no other.`,
    now: (count: number) => (count === 0 ? 'No permission.' : n(count, 'permission', 'permissions')),
  },
  operations: {
    title: 'Documents it is bound to',
    unnamed: 'Without a name',
    hash: 'Hash',
    pinned: 'Pinned variables',
    document: 'Show the document',
    hashOnly: 'Only its hash is known; clients send the document.',
  },
  usage: {
    chart: 'Calls per day',
    day: 'Day',
    calls: 'Calls',
    onDay: (day: string, count: number) => `${day}: ${n(count, 'call', 'calls')}`,
    title: 'What it is used for',
    titleOver: 'What it was used for',
    span: 'In the last',
    days: (count: number) => n(count, 'day', 'days'),
    since: (day: string) => `Counted since ${day}. New uses appear within 15 seconds.`,
    permissions: 'Permissions',
    methods: 'Methods',
    noPermission: 'No permission was used in this time.',
    noMethod: 'No method was called in this time.',
    times: (count: number) => n(count, 'request', 'requests'),
    last: (day: string) => `last on ${day}`,
  },
  least: {
    title: 'Least privilege',
    span: 'Not used in the last',
    text: 'Remove the permissions that the token did not use. They become latent: a request that needs one is refused, the owner is notified, and one click restores the permission.',
    kept: (count: number) => `Kept: ${n(count, 'permission', 'permissions')}`,
    taken: (count: number) => `Becomes latent: ${n(count, 'permission', 'permissions')}`,
    /** What it would get later is taken off too. */
    takenLater: 'and all others that its owner gets later',
    takenOthers: (count: number) => `and ${n(count, 'other', 'others')} that it does not have at present`,
    onlyLater: 'It uses all its present permissions. Shrinking only keeps from it what its owner gets later.',
    nothingKept: 'It used no permission in this time, so none would be left. Revoke it instead of shrinking it.',
    notUsedYet: 'It has used no permission yet. Look here again when it has been in use for some days.',
    nothingTaken: 'It uses all its permissions. There is nothing to remove.',
    shrink: 'Shrink to what was used',
    shrunk: (count: number) => `The token was shrunk by ${n(count, 'permission', 'permissions')}.`,
    shrunkLater: 'The token was shrunk: it does not get what its owner gets later.',
    undo: 'Undo',
    undone: 'The permissions were restored.',
    latent: (count: number) => `Latent: ${n(count, 'permission', 'permissions')}`,
    latentOthers: (count: number) => `and ${n(count, 'other', 'others')} that its owner does not have`,
    latentMore: (count: number) => `and ${count} more`,
    since: (instant: string) => `Last shrunk on ${instant}.`,
    until: (instant: string) =>
      `Until ${instant} the token can still use them, and a permission that it uses is restored automatically.`,
    restore: 'Restore',
    restoreOf: (permission: string) => `Restore ${permission}`,
    restoreAll: 'Restore all',
    restored: (permission: string) => `${permission} was restored.`,
  },
  addresses: {
    title: 'Where it is used from',
    odd: 'Unusual',
    firstOdd: (address: ReactNode, instant: string) => (
      <>
        On {instant} it was used from {address}, a network from which it was not used in its first week. If this was not
        you, regenerate the token.
      </>
    ),
    network: 'Network',
    times: (count: number) => n(count, 'request', 'requests'),
    first: (day: string) => `since ${day}`,
    last: (distance: ReactNode) => <>last {distance}</>,
  },
};
