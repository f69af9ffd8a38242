/** English for the page about the departure of a user. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

const counted = (count: number, none: string, one: string, many: string) => (count === 0 ? none : n(count, one, many));

export const departure = {
  title: (name: string) => `Disable ${name}`,
  reportTitle: (name: string) => `Departure of ${name}`,
  before: 'Users are disabled, not deleted. This is what happens at once when you disable this one.',
  after: (when: string) => `Disabled on ${when}. Enabling the user again does not bring back what ended.`,
  act: (name: string) => `Disable ${name}`,
  done: 'The user was disabled.',
  report: 'Departure report',
  more: (count: number) => `and ${count} more`,
  lastUsed: (when: ReactNode) => <>last used {when}</>,
  neverUsed: 'never used',
  takeOver: {
    title: 'Somebody has to take over',
    nothing: 'Nothing: no service account and no project depends on this user alone.',
    accounts: 'Service accounts that this user looked after',
    projects: 'Projects that only this user was granted to administer',
  },
  ends: {
    title: 'What ends',
    sessions: (count: number) =>
      `${counted(count, 'No browser session', 'browser session', 'browser sessions')} will be ended. The user cannot sign in any more.`,
    tokens: (count: number) =>
      `${counted(count, 'No access token', 'access token', 'access tokens')} will be revoked permanently. Programs that use them stop working.`,
    requests: (count: number) =>
      `${counted(count, 'No access request or granted permission', 'access request or granted permission', 'access requests and granted permissions')} will be ended.`,
  },
  ended: {
    title: 'What ended',
    sessions: (count: number) =>
      `${counted(count, 'No browser session', 'browser session', 'browser sessions')} ended.`,
    tokens: (count: number) =>
      `${counted(count, 'No access token', 'access token', 'access tokens')} revoked. Revoked tokens are listed for 90 days.`,
    requests: (count: number) =>
      `${counted(count, 'No access request or granted permission', 'access request or granted permission', 'access requests and granted permissions')} ended.`,
  },
  stays: {
    title: 'What stays',
    text: 'The history, and everything the user created.',
    role: (role: ReactNode) => <>The role {role}, without effect while the user is disabled.</>,
    notes: (count: number) => `${counted(count, 'No note', 'note', 'notes')} on users, roles and tokens.`,
    grants: 'Permissions on projects, without effect while the user is disabled',
  },
};
