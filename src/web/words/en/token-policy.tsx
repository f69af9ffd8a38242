/** English for the page about the token policy. */
import { plural } from '../plural.ts';

const n = plural('en');

export const tokenPolicy = {
  title: 'Token policy',
  intro: 'The rules for all tokens. They apply to tokens that are generated, edited or regenerated from now on.',
  over: (count: number) =>
    count === 1
      ? '1 active token is valid for longer than the policy allows now. It keeps working until it is edited or revoked.'
      : `${n(count, 'active token is', 'active tokens are')} valid for longer than the policy allows now. They keep working until they are edited or revoked.`,
  showThem: 'Show them',
  notNumber: 'A whole number is needed.',
  numbers: {
    maximum_token_lifetime_days: {
      label: 'Maximum lifetime, in days',
      text: 'No token may be valid for longer, or without an end. Empty: no limit.',
    },
    revoke_unused_after_days: {
      label: 'Revoke unused tokens after, in days',
      text: 'Owners get an email first. Empty: never.',
    },
    warning_days: {
      label: 'Warn before expiry, in days',
      text: 'The owner gets an email this many days before a token expires. From 1 to 90.',
    },
    tokens_per_user: {
      label: 'Tokens per user',
      text: 'Revoked tokens do not count. From 1 to 10,000.',
    },
    password_confirmation_minutes: {
      label: 'A confirmed password is valid for, in minutes',
      text: 'After that, a change of tokens requires it again. 0: every time.',
    },
  },
  switches: {
    refuse_escalations: {
      label: 'Refuse changes that allow an escalation',
      text: 'The server refuses to create or change a role, a permission set or a token if a user could obtain more permissions by it. The refusal says how.',
    },
    tokens_may_rotate_themselves: {
      label: 'Tokens may regenerate themselves',
      text: 'For programs that rotate their own token. Tokens may change nothing else about tokens.',
    },
    accept_session_parameter: {
      label: 'Accept a token in the address of GET requests, and calls by URL',
      text: 'As session=… for clients that cannot send headers. Many logs store addresses, and the token with them.',
    },
  },
  save: 'Save the policy',
  saved: 'The policy was changed.',
};
