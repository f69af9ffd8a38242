/** English for the pages about users. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const users = {
  title: 'Users',
  intro: 'People and programs with an account. Their role says what they may do. Users are disabled, never deleted.',
  create: 'New user',
  searchLabel: 'Search users',
  columns: { name: 'Name', email: 'E-mail', role: 'Role', created: 'Created', state: 'State' },
  states: { ACTIVE: 'Active', INVITED: 'No password yet', DISABLED: 'Disabled' },
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
    people: 'People',
    service: 'Service accounts',
    super: 'Super admins',
  },
  fields: {
    name: 'Name',
    public_name: 'Public name',
    public_nameHint: 'Shown to people outside.',
    username: 'User name',
    usernameHint: 'What they sign in with, without spaces.',
    email_address: 'E-mail address',
    mobile_number: 'Mobile number',
    mobile_numberHint: 'Digits only.',
    language: 'Language',
    role: 'Role',
    roleHint: 'You can give only roles that may do no more than you.',
    super_admin: 'Super admin: may do everything, whatever the role',
    service_account: 'Service account: a program that has tokens and cannot sign in',
  },
  createForm: {
    title: 'New user',
    mailed: 'They are mailed a link, which works once, to set a password of their own.',
    handedOver:
      'No mail is sent from this server: you are shown a link, which works once, to hand over. With it they set a password of their own.',
    act: 'Create user',
  },
  created: {
    title: (name: string) => `${name} was created`,
    mailed: (address: ReactNode) => <>A link to set a password is on its way to {address}.</>,
    notMailed: (address: ReactNode) => (
      <>
        The email with the link could not be sent to {address}. Check the address and the mail server, then make a new
        link.
      </>
    ),
    handOver:
      'No mail is sent from this server. Hand this link over yourself: it works once, and whoever opens it sets the password. You will not see it again.',
    link: 'Link to set a password',
    service: 'A service account has no password: its program needs a token.',
    open: 'To the user',
    another: 'Another user',
  },
  newToken: {
    title: (name: string) => `A token for ${name}`,
    intro: 'You are shown its value once, to hand over.',
  },
  edit: { title: (name: string) => `Edit ${name}`, act: 'Save', open: 'Edit' },
  saved: 'The user was changed.',
  disable: {
    open: 'Disable',
    title: (name: ReactNode) => <>Disable {name}?</>,
    text: 'They are signed out everywhere at once and cannot sign in. What was ended stays ended, also after they are enabled again.',
    tokens: (count: number) =>
      count === 0 ? 'They have no working token.' : `${n(count, 'token stops', 'tokens stop')} working for good.`,
    act: 'Disable',
    done: 'The user was disabled.',
  },
  enable: {
    open: 'Enable',
    title: (name: ReactNode) => <>Enable {name}?</>,
    text: 'They can sign in again. Their earlier sessions and tokens stay ended.',
    act: 'Enable',
    done: 'The user was enabled.',
  },
  renew: {
    open: 'New link',
    title: (name: ReactNode) => <>New link for {name}?</>,
    text: 'Earlier links to set a password stop working. Whoever opens the new one sets the password.',
    act: 'Make the link',
    mailed: 'The link was mailed.',
  },
  page: {
    about: 'About',
    may: 'May do',
    mayAll: 'Everything: a super admin has every permission.',
    mayNothing: 'Nothing by a role. They may have been granted something on a project or for a while.',
    throughRole: (role: ReactNode) => <>Through the role {role}:</>,
    tokens: 'Access tokens',
  },
};
