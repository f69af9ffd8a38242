/** English for access tokens. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const tokens = {
  title: 'Access tokens',
  intro:
    'A token lets a program act as you. It has the permissions that you have at the moment of use, within its limits.',
  generate: 'Generate a token',
  searchLabel: 'Search tokens',
  columns: {
    name: 'Name',
    value: 'Value',
    type: 'Type',
    permissions: 'Permissions',
    created: 'Created',
    used: 'Last used',
    calls: 'Calls, 30 days',
    address: 'From the address',
    expires: 'Expires',
    state: 'State',
  },
  types: { USER: 'User', PROJECT_ANALYSIS: 'Project analysis', GLOBAL_ANALYSIS: 'Global analysis' },
  states: { ACTIVE: 'Active', SOON: 'Expires soon', FENCED: 'Blocked', EXPIRED: 'Expired', REVOKED: 'Revoked' },
  filter: {
    label: 'Show',
    kept: 'All except revoked',
    ACTIVE: 'Active',
    FENCED: 'Blocked',
    EXPIRED: 'Expired',
    REVOKED: 'Revoked',
    all: 'All',
  },
  limits: {
    everything: 'Everything you may do',
    permissions: (count: number) => n(count, 'permission', 'permissions'),
    methods: (count: number) => n(count, 'method', 'methods'),
    analysis: 'Analyses of all projects',
    project: (name: ReactNode) => <>Analyses of {name}</>,
  },
  calls: {
    none: 'None',
    text: (total: number, days: number, most: string, day: string) =>
      `${n(total, 'call', 'calls')} in the last ${n(days, 'day', 'days')}, the most on ${day}: ${most}`,
  },
  overLimit: 'Lifetime over the limit',
  never: 'Never',
  fromAddress: (address: ReactNode) => <>from {address}</>,
  empty: {
    title: 'You have no tokens yet',
    text: 'Generate one for a program, a script or a build that should act as you. You choose what it may do and when it expires.',
    revoked: 'Show revoked tokens',
  },
  typeTexts: {
    PROJECT_ANALYSIS: 'Submits analyses of one project and changes nothing else.',
    GLOBAL_ANALYSIS: 'Creates projects and submits analyses of all of them, and changes nothing else.',
  },
  project: 'Project',
  actionsOf: (name: string) => `Actions for ${name}`,
  actions: {
    edit: 'Edit',
    bind: 'Bind to a document',
    duplicate: 'Duplicate',
    confirm: 'Confirm…',
    regenerate: 'Regenerate…',
    revoke: 'Revoke…',
  },
  confirmFenced: {
    note: (count: number) =>
      `The database was restored from a backup. Since then ${n(count, 'token is', 'tokens are')} blocked, until you confirm ${count === 1 ? 'it' : 'them'}.`,
    advice:
      'Confirm only tokens that you know and whose last four characters are those that your program uses. One that you had regenerated after the backup has its former value again: regenerate it. Revoke those that you had revoked.',
    show: 'Show blocked tokens',
    selected: (count: number) => `Confirm ${n(count, 'token', 'tokens')}…`,
    title: (count: number) => (count === 1 ? 'Confirm this token?' : `Confirm ${n(count, 'token', 'tokens')}?`),
    text: 'Programs can use what you confirm at once, with its limits and its expiry.',
    act: 'Confirm',
    done: (count: number) =>
      count === 1 ? 'The token was confirmed.' : `${n(count, 'token', 'tokens')} were confirmed.`,
  },
  revokeSelected: (count: number) => `Revoke ${n(count, 'token', 'tokens')}…`,
  revoke: {
    title: (count: number) => (count === 1 ? 'Revoke this token?' : `Revoke ${n(count, 'token', 'tokens')}?`),
    more: (count: number) => `and ${count} more`,
    inUse: (count: number, total: number, days: number) =>
      count === 0
        ? `${total === 1 ? 'It was not' : 'None of them was'} used in the last ${days} days.`
        : `${total === 1 ? 'It was' : n(count, 'of them was', 'of them were')} used in the last ${days} days: programs that still use ${count === 1 ? 'it' : 'them'} stop working.`,
    owners: (count: number) => `They belong to ${n(count, 'user', 'users')}.`,
    of: (owner: string) => `of ${owner}`,
    lastUsed: (distance: string, address: string | null) =>
      `last used ${distance}${address === null ? '' : ` from ${address}`}`,
    text: (count: number): string =>
      count === 1
        ? 'It stops working at once and permanently. The list shows it as revoked for 90 days.'
        : 'They stop working at once and permanently. The list shows them as revoked for 90 days.',
    act: 'Revoke',
    done: (count: number) => (count === 1 ? 'The token was revoked.' : `${n(count, 'token', 'tokens')} were revoked.`),
  },
  regenerate: {
    title: (name: ReactNode) => <>Regenerate {name}</>,
    text: 'The token gets a new value and keeps its name and limits. Programs that use the old value need the new one.',
    textExpired:
      'The token has expired. With a new value and a new date it works again, with the same name and limits.',
    overlap: 'The old value',
    overlaps: {
      '0': 'stops working at once',
      '60': 'works for an hour, or until the new one is used',
      '1440': 'works for a day, or until the new one is used',
      '10080': 'works for a week, or until the new one is used',
    },
    dateNeeded: 'Choose the day on which it expires.',
    act: 'Regenerate',
  },
  owners: {
    /** In place of a name that the user may not read. */
    hiddenName: 'its owner',
    me: {
      everything: { label: 'Everything you may do', text: 'Simple, and as dangerous as your password.' },
      user: 'Acts as you, within its limits.',
      whole: 'It has all permissions that you have, now and later.',
      superAdmin: 'You are a super admin: it has all permissions.',
    },
    other: {
      everything: { label: 'Everything they may do', text: 'Simple, and as dangerous as the whole account.' },
      user: 'Acts as them, within its limits.',
      whole: 'It has all permissions that they have, now and later.',
      superAdmin: 'They are a super admin: it has all permissions.',
    },
  },
  actsAs: {
    label: 'Acts as',
    advice:
      'For a build server or another program, choose a service account: it does not leave with a person, and has only the permissions that you give it.',
    options: {
      me: { label: 'Me', text: 'It has your permissions, within its limits.' },
      service: { label: 'A service account', text: 'It has the permissions of that account, within its limits.' },
    },
    account: 'Service account',
    create: 'New service account',
    ask: 'For a build server or another program, ask an administrator for a token of a service account: it does not leave with a person, and has only the permissions that it was given.',
  },
  expiry: {
    label: 'Expires on',
    rule: 'It stops working on this day at 00:00 UTC.',
    noEnd: 'It does not expire: it works until it is revoked.',
    limit: (days: number, last: string) => `The token policy allows at most ${n(days, 'day', 'days')}: until ${last}.`,
    presets: 'Presets',
    days: (count: number) => (count === 365 ? '1 year' : n(count, 'day', 'days')),
    never: 'Never',
  },
  cap: {
    label: 'What it may do',
    modes: {
      set: { label: 'A permission set', text: 'A named set of permissions that administrators maintain.' },
      custom: { label: 'Only what I pick', text: 'Permissions, or only some of their methods.' },
    },
    set: 'Permission set',
    custom: 'Permissions and methods',
    byDocuments:
      'Runs only its document, with exactly the permissions that it needs. Permissions that you pick below replace these.',
    byHashes:
      'Runs only its document. From a hash alone its permissions cannot be computed: pick them below, or it has all of its owner.',
  },
  form: {
    nameHint: 'What it is for and where it is used, so that you recognise it later.',
    description: 'Description',
    advanced: 'More limits',
    looseningHint:
      'Permissions that were granted to this token alone end when you widen one of its limits: its permissions, documents, subnets or expiry.',
    generate: 'Generate token',
    typeHint: 'For most programs: User.',
    editTitleOf: (name: string) => `Edit ${name}`,
    copyTitle: 'Duplicate a token',
    copyIntro:
      'A new token with the limits of the other one, but with its own name and value. The other one does not change.',
    copyName: (name: string) => `${name} (copy)`,
    copyUnchanged: 'The token was duplicated, but your changes to its limits were not saved. Make them under Edit.',
    saved: (name: ReactNode) => <>{name} was saved.</>,
  },
  operations: {
    label: 'Only these documents',
    hint: 'The token runs only these GraphQL documents, character for character. Without another limit it has exactly the permissions that they need.',
    add: 'Add a document',
    one: (place: number) => `Document ${place}`,
    change: 'Change',
    changeOf: (place: number) => `Change document ${place}`,
    remove: 'Remove',
    removeOf: (place: number) => `Remove document ${place}`,
    document: 'Document',
    documentHint: 'Its text, or its SHA-256 hash if clients send the text.',
    name: 'Operation',
    nameHint: 'Which one, if the document has several.',
    pinned: 'Pinned variables',
    pinnedHint: 'The values they must have, such as {"first": 10}.',
  },
  errors: {
    name: 'Enter a name.',
    project: 'Choose a project.',
    cap: 'Pick at least one permission.',
    document: 'Enter the document, or remove it.',
    twice: 'This document is already in the list.',
    expiry: 'Choose the day on which it expires.',
  },
  summary: {
    title: 'What this token can do',
    actsAs: (name: ReactNode) => <>A program with this token acts as {name}.</>,
    actsAsUser: (name: ReactNode) => <>A program with this token acts as the user {name}.</>,
    nothing: 'Nothing yet.',
    ofAllUsers: (nouns: string) => `It reads the records of all users, not only those of its owner: ${nouns}.`,
    changes: (nouns: string) => `It changes: ${nouns}.`,
    changesNothing: 'It changes nothing.',
    showAll: (count: number) => `Show all ${n(count, 'permission', 'permissions')}`,
    showGroups: 'Show only the groups',
    limits: 'Limits',
    unlimited: 'It works from any address and may send any document.',
    methods: (count: number) => `It may call only ${n(count, 'method', 'methods')} of these permissions.`,
    warnings: 'Caution',
    until: (day: string) => `It works until ${day}, 00:00 UTC.`,
    endless: 'It works until it is revoked.',
    bound: (count: number) => `It is bound to ${n(count, 'document', 'documents')}, and runs no other.`,
    byNeeds: {
      set: 'It has exactly the permissions that its documents need.',
      missing: 'Enter the document: the token gets exactly the permissions that it needs.',
      unknown:
        'From a hash alone the server cannot compute permissions: within its documents it may do everything that its owner may do.',
      renewed: 'If its permissions were computed from the previous documents, they are computed again from these.',
      kept: 'If its permissions were computed from the previous documents, they stay as they are: from a hash alone the server cannot compute permissions.',
    },
  },
  secret: {
    title: (name: ReactNode) => <>The token {name}</>,
    once: 'Copy or download the value now. You will not see it again: the server does not store it.',
    value: 'Value',
    download: 'Download',
    formats: {
      text: 'As text (.txt)',
      env: 'As settings (.env)',
      sonar: 'As SONAR_TOKEN (.env)',
      json: 'As JSON (.json)',
      script: 'As a curl script (.sh)',
      postman: 'As a Postman environment (.json)',
    },
    tryIt: 'Try it',
    notKept: 'You have neither copied nor downloaded the value. Without it the token is useless.',
    stay: 'Back to the value',
    done: 'Done',
    closeAnyway: 'Close without the value',
  },
};
