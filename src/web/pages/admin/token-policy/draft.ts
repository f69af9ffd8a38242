/** The policy in the form: numbers as typed, an empty one for no rule. */
import type { TokenPolicy } from './documents.ts';

/** The numbers that may be empty, and the input that unsets each. */
const unset = {
  maximum_token_lifetime_days: 'unset_maximum_token_lifetime_days',
  revoke_unused_after_days: 'unset_revoke_unused_after_days',
} as const;

export const numbers = [
  'maximum_token_lifetime_days',
  'revoke_unused_after_days',
  'warning_days',
  'tokens_per_user',
  'password_confirmation_minutes',
] as const;
export const switches = ['refuse_escalations', 'tokens_may_rotate_themselves', 'accept_session_parameter'] as const;

type Name = (typeof numbers)[number];
export type Draft = Record<Name, string> & Record<(typeof switches)[number], boolean>;

export const draftOf = (policy: TokenPolicy): Draft => ({
  ...policy,
  ...(Object.fromEntries(numbers.map((name) => [name, policy[name]?.toString() ?? ''])) as Record<Name, string>),
});

/** The server checks whether numbers are in range. */
export const notNumbers = (draft: Draft): Name[] =>
  numbers.filter((name) => !/^\d{1,9}$/.test(draft[name].trim()) && !(name in unset && draft[name].trim() === ''));

export const inputOf = (draft: Draft) => ({
  ...Object.fromEntries(switches.map((name) => [name, draft[name]])),
  ...Object.fromEntries(
    numbers.map((name) =>
      draft[name].trim() === '' ? [unset[name as keyof typeof unset], true] : [name, Number(draft[name])],
    ),
  ),
});
