/** Which mutations require a recently confirmed password in a session. Each mutation declares it as data. */

/**
 * `always`, `never`, or the values of `input` that require it: `password` if it is sent at all, `enabled: true` if it
 * is sent with this value. Acts that open a way to sign in or give permissions require it; acts that only take permissions
 * away do not.
 */
export type Confirmed = 'always' | 'never' | readonly string[];

type Given = Readonly<Record<string, unknown>>;

/** Whether a call with these arguments requires a confirmed password. */
export function needsConfirmation(confirmed: Confirmed, args: Given): boolean {
  if (typeof confirmed === 'string') return confirmed === 'always';
  return Object.entries(inputOf(args)).some(
    ([name, value]) =>
      value != null && (confirmed.includes(name) || (value === true && confirmed.includes(`${name}: true`))),
  );
}

/** The password that the caller sent for confirmation: a field of the input, or an argument where there is no input. */
export const confirmationIn = (args: Given) =>
  (args.current_password ?? inputOf(args).current_password ?? null) as string | null;

const inputOf = ({ input }: Given) => (input ?? {}) as Given;

/** The rule in the printed schema; empty for mutations that never require a confirmed password. */
export function sentence(confirmed: Confirmed): string {
  if (confirmed === 'never') return '';
  const needed = 'a recently confirmed password';
  if (confirmed === 'always') return `In a session it requires ${needed}.`;
  const values = confirmed.map((value) => `\`${value}\``);
  const last = values.pop();
  return `In a session, sending ${[values.join(', '), last].filter(Boolean).join(' or ')} requires ${needed}.`;
}

/** The argument or input field of such a mutation, so that it can be called however short the confirmation lasts. */
export const currentPassword =
  "The caller's password. Required if the last confirmation is older than the token policy allows.";
