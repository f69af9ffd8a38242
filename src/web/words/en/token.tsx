/** English for one token: what it may do and what it is used for. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const token = {
  all: 'All tokens',
  ask: 'Ask for more access',
  edit: 'Edit',
  about: 'About this token',
  owner: 'Owner',
  value: 'Value',
  revoked: 'Revoked at',
  reason: 'Reason',
  networks: 'Works from',
  may: {
    title: 'What it may do',
    everything: 'It may do whatever its owner may do at that moment.',
    set: (name: ReactNode) => <>It may do what the permission set {name} allows and its owner may do too.</>,
    picked: (count: number) =>
      `It is limited to ${n(count, 'permission', 'permissions')}, as far as its owner has them.`,
    issued: (count: number) =>
      `Somebody else issued or regenerated it for its owner: whatever its owner may do, it is limited to the ${n(count, 'permission', 'permissions')} that they could grant.`,
    analysis: 'It creates projects and submits analyses of all of them, and nothing else.',
    project: (name: ReactNode) => <>It submits analyses of {name}, and nothing else.</>,
    methods: (count: number) => `It may call ${n(count, 'method', 'methods')} only:`,
    bound: (count: number) => `It runs ${n(count, 'document', 'documents')} and no other.`,
    networks: (count: number) => `It works from ${n(count, 'network', 'networks')} only.`,
    now: (count: number) =>
      count === 0 ? 'Now it may do nothing' : `Now that is ${n(count, 'permission', 'permissions')}`,
  },
  operations: {
    title: 'Documents it is bound to',
    unnamed: 'Without a name',
    hash: 'Hash',
    pinned: 'With',
    document: 'Show the document',
    hashOnly: 'Known by its hash alone; clients send the document.',
  },
  usage: {
    title: 'What it is used for',
    span: 'In the last',
    days: (count: number) => n(count, 'day', 'days'),
    since: (day: string) => `Counted since ${day}. A use shows within a quarter of a minute.`,
    permissions: 'Permissions',
    methods: 'Methods',
    noPermission: 'No permission was used in this time.',
    noMethod: 'Nothing was called in this time.',
    times: (count: number) => n(count, 'request', 'requests'),
    last: (day: string) => `last on ${day}`,
  },
  least: {
    title: 'Least privilege',
    span: 'Not used in the last',
    text: 'Leave the token only what it uses. The rest becomes latent: it is kept aside and refused, the owner is told when the token asks for it, and one press brings it back.',
    kept: (count: number) => `Stays: ${n(count, 'permission', 'permissions')}`,
    taken: (count: number) => `Becomes latent: ${n(count, 'permission', 'permissions')}`,
    nothingKept: 'It used nothing in this time, so nothing would be left. Remove it rather than shrink it.',
    nothingTaken: 'It uses all it may do. There is nothing to take off.',
    shrink: 'Shrink to what was used',
    shrunk: (count: number) => `The token was shrunk by ${n(count, 'permission', 'permissions')}.`,
    undo: 'Undo',
    undone: 'The token is as it was.',
    latent: (count: number) => `Latent: ${n(count, 'permission', 'permissions')}`,
    since: (instant: string) => `Last shrunk on ${instant}.`,
    until: (instant: string) => `Until ${instant} they count still, and one that is used is restored by itself.`,
    restore: 'Restore',
    restoreOf: (permission: string) => `Restore ${permission}`,
    restoreAll: 'Restore all',
    restored: (permission: string) => `${permission} is restored.`,
  },
  addresses: {
    title: 'Where it is used from',
    odd: 'Unusual',
    firstOdd: (address: ReactNode, instant: string) => (
      <>
        On {instant} it came from {address}, a network it had not been used from in its first week. If that is not your
        doing, regenerate the token.
      </>
    ),
    network: 'Network',
    times: (count: number) => n(count, 'request', 'requests'),
    first: (day: string) => `since ${day}`,
    last: (distance: string) => `last ${distance}`,
  },
};
