/** Which mutations need a recently confirmed password when a session sends them. Each declares it, as data. */

/**
 * `always`, `never`, or the values of `input` that need it: `password` when it is sent at all, `enabled: true` when it is
 * sent with this value. What opens a way in or gives power is confirmed; what only takes power away need not be.
 */
export type Confirmed = 'always' | 'never' | readonly string[];

type Given = Readonly<Record<string, unknown>>;

/** Whether a call with these arguments has to be confirmed. */
export function needsConfirmation(confirmed: Confirmed, args: Given): boolean {
  if (typeof confirmed === 'string') return confirmed === 'always';
  return Object.entries(inputOf(args)).some(
    ([name, value]) => value != null && (confirmed.includes(name) || confirmed.includes(`${name}: ${value}`)),
  );
}

/** What the caller sent to confirm it with: a value of the input, or an argument where there is none. */
export const confirmationIn = (args: Given) =>
  (args.current_password ?? inputOf(args).current_password ?? null) as string | null;

const inputOf = ({ input }: Given) => (input ?? {}) as Given;

/** The rule for the printed schema; none for what is never confirmed. */
export function sentence(confirmed: Confirmed): string {
  if (confirmed === 'never') return '';
  const needed = 'a recently confirmed password';
  if (confirmed === 'always') return `In a session it needs ${needed}.`;
  const values = confirmed.map((value) => `\`${value}\``);
  const last = values.pop();
  return `In a session, sending ${[values.join(', '), last].filter(Boolean).join(' or ')} needs ${needed}.`;
}

/** The argument or input field that a confirmed mutation has, so that it can be called however short the window is. */
export const currentPassword =
  'Confirms the password, where the last confirmation is longer ago than the token policy allows.';
