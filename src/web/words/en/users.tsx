/** English for the pages about users. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const users = {
  title: 'Users',
  intro:
    'People and programs with an account. Their role gives them permissions. Users can be disabled, but not deleted.',
  create: 'New user',
  searchLabel: 'Search users',
  columns: { name: 'Name', email: 'Email', role: 'Role', created: 'Created', state: 'State' },
  states: { ACTIVE: 'Active', FENCED: 'Blocked', INVITED: 'No password yet', DISABLED: 'Disabled' },
  superAdmin: 'Super admin',
  serviceAccount: 'Service account',
  noRole: 'No role',
  anyRole: 'Any role',
  filter: {
    label: 'Show',
    all: 'Everybody',
    enabled: 'Enabled',
    disabled: 'Disabled',
    invited: 'No password yet',
    fenced: 'Blocked',
    people: 'People',
    service: 'Service accounts',
    super: 'Super admins',
  },
  fields: {
    name: 'Name',
    public_name: 'Public name',
    public_nameHint: 'Shown to people outside the organisation.',
    username: 'User name',
    usernameHint: 'What they sign in with, without spaces.',
    email_address: 'Email address',
    mobile_number: 'Mobile number',
    mobile_numberHint: 'Digits only.',
    language: 'Language',
    role: 'Role',
    roleHint: 'You can give only roles whose permissions you have.',
    super_admin: 'Super admin: has all permissions, whatever the role',
    service_account: 'Service account: a program that has tokens and cannot sign in',
  },
  createForm: {
    title: 'New user',
    mailed: 'They get an email with a link, which works once, to set a password.',
    handedOver:
      'This server sends no email: you get a link, which works once, to give to the user. With it they set a password.',
    act: 'Create user',
  },
  createService: {
    title: 'New service account',
    intro: 'The account of a program, such as a build server. It cannot sign in: after this, generate a token for it.',
    usernameHint: 'A short name without spaces, such as build-server.',
    emailHint: 'Emails about its tokens go there. No other user may have it.',
    act: 'Create service account',
  },
  created: {
    title: (name: string) => `${name} was created`,
    mailed: (address: ReactNode) => <>An email with a link to set a password was sent to {address}.</>,
    notMailed: (address: ReactNode) => (
      <>
        The email with the link could not be sent to {address}. Check the address and the mail server, then make a new
        link.
      </>
    ),
    handOver:
      'This server sends no email. Give this link to the user yourself: it works once, and the person who opens it sets the password. You will not see it again.',
    link: 'Link to set a password',
    service: 'A service account has no password: its program needs a token.',
    open: 'Go to the user',
    another: 'Create another user',
  },
  newToken: {
    title: (name: string) => `A token for ${name}`,
    intro: 'You see its value once, to give it to the user.',
  },
  edit: { title: (name: string) => `Edit ${name}`, act: 'Save', open: 'Edit' },
  saved: 'The user was changed.',
  disable: {
    open: 'Disable',
    title: (name: ReactNode) => <>Disable {name}?</>,
    text: 'They are signed out everywhere at once and cannot sign in. Their tokens are revoked, and stay revoked after the user is enabled again.',
    tokens: (count: number) =>
      count === 0 ? 'They have no active token.' : `${n(count, 'token is', 'tokens are')} revoked permanently.`,
    act: 'Disable',
    done: 'The user was disabled.',
  },
  enable: {
    open: 'Enable',
    title: (name: ReactNode) => <>Enable {name}?</>,
    text: 'They can sign in again. Their earlier sessions stay ended, and their earlier tokens stay revoked.',
    act: 'Enable',
    done: 'The user was enabled.',
  },
  renew: {
    open: 'New link',
    title: (name: ReactNode) => <>New link for {name}?</>,
    text: 'Earlier links to set a password stop working. The person who opens the new one sets the password.',
    act: 'Make the link',
    mailed: 'The link was emailed.',
  },
  fenced: {
    note: (count: number) =>
      `The database was restored from a backup. Since then ${n(count, 'user is', 'users are')} blocked, until they set a new password with a new link.`,
    advice:
      'First disable those who have left since the backup, and check roles and email addresses: they are as they were then. Then send the links.',
    show: 'Show blocked users',
    tokens: 'Blocked tokens',
    sendToAll: (count: number) => (count === 1 ? 'Send a new link…' : `Send new links to all ${count}…`),
    sendTo: (count: number) => `Send ${n(count, 'link', 'links')}…`,
    title: (count: number) => `New links for ${n(count, 'user', 'users')}`,
    text: 'Each gets a link, which works once, to set a password: by email, if this server sends any. Earlier links stop working. Their second factors stay, except for recovery codes.',
    act: 'Send',
    done: (count: number) => `${n(count, 'link was', 'links were')} made.`,
    handOver:
      'This server sends no email. Give each user their link yourself: it works once, and the person who opens it sets the password. You will not see the links again.',
    unfinished: (count: number) => `${n(count, 'user has', 'users have')} not got a link yet.`,
    continue: 'Go on',
    refused: (count: number) => `${n(count, 'user gets', 'users get')} no link:`,
  },
  page: {
    about: 'About',
    permissions: 'Permissions',
    allPermissions: 'Everything: a super admin has every permission.',
    noRole: 'No role. They may have permissions on single projects or for a limited time.',
    throughRole: (role: ReactNode) => <>With the role {role}:</>,
    tokens: 'Access tokens',
  },
};
