/** English for the page about the token policy. */
import { plural } from '../plural.ts';

const n = plural('en');

export const tokenPolicy = {
  title: 'Token policy',
  intro: 'The rules all tokens are under. They bind tokens that are made, edited or given a new value from now on.',
  over: (count: number) =>
    count === 1
      ? '1 active token lives longer than the policy allows now. It works on until it is edited or revoked.'
      : `${n(count, 'active token lives', 'active tokens live')} longer than the policy allows now. They work on until they are edited or revoked.`,
  showThem: 'Show them',
  notNumber: 'A whole number is needed.',
  numbers: {
    maximum_token_lifetime_days: {
      label: 'Longest life, in days',
      text: 'No token may live longer, and none without an end. Empty: no limit.',
    },
    revoke_unused_after_days: {
      label: 'Revoke what is unused, after days',
      text: 'Owners are warned by mail first. Empty: never.',
    },
    warning_days: {
      label: 'Warn before the end, days ahead',
      text: 'The owner gets a mail so many days before a token ends. From 1 to 90.',
    },
    tokens_per_user: {
      label: 'Tokens a user may have',
      text: 'Those that are not revoked. From 1 to 10,000.',
    },
    password_confirmation_minutes: {
      label: 'A confirmed password counts for minutes',
      text: 'After that it is asked for again before tokens are changed. 0: each time.',
    },
  },
  switches: {
    refuse_escalations: {
      label: 'Refuse what opens a way to more',
      text: 'Roles, permission sets and tokens are neither made nor changed when that lets somebody come to more than they have. The refusal tells how.',
    },
    tokens_may_rotate_themselves: {
      label: 'Tokens may give themselves a new value',
      text: 'For programs that rotate their own token. Nothing else about tokens is open to tokens.',
    },
    accept_session_parameter: {
      label: 'Accept a token in the address of GET requests',
      text: 'As session=… for clients that can do nothing else. Addresses end up in the logs of others, so think twice.',
    },
  },
  save: 'Save the policy',
  saved: 'The policy was changed.',
};
