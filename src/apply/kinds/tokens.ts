/** The tokens of an access file, each of a service account in it. */

import type { Ask } from '../../commands/ask.ts';
import { foldName } from '../../domain/base/names.ts';
import { type Change, differences, done, type NewSecret, removalOf } from '../change.ts';
import type { State } from '../state.ts';
import type { Wanted, WantedToken } from '../wanted.ts';
import { editOf, expiresAt, newToken } from './token-inputs.ts';
import { columnsNow, columnsOf, expiry, isOver, lifetimeInWords, nameOf, renewalOf } from './token-values.ts';

const create = `mutation Apply($input: CreatePersonalAccessTokenMutationInput) {
  createPersonalAccessToken(input: $input) { id token }
}`;
const update = `mutation Apply($id: Int64Bit!, $input: UpdatePersonalAccessTokenMutationInput) {
  updatePersonalAccessToken(id: $id, input: $input) { id }
}`;
const renew = `mutation Apply($id: Int64Bit!, $input: RegeneratePersonalAccessTokenMutationInput) {
  regeneratePersonalAccessToken(id: $id, input: $input) { id token }
}`;
const revoke = `mutation Apply($id: Int64Bit!, $reason: String, $last_four: String, $current_password: String) {
  deletePersonalAccessToken(id: $id, reason: $reason, last_four: $last_four, current_password: $current_password) {
    success
  }
}`;

/** How long the old secret works beside a new one that is not used yet. */
const overlapMinutes = 24 * 60;

export function planTokens(wanted: Wanted, state: State, now: Date): Change[] {
  return wanted.tokens.flatMap((token): Change[] => {
    const current = currentOf(token, state);
    const after = columnsOf(token, state);
    const change = { kind: 'token', name: nameOf(token.account, token.name), place: token.place } as const;
    if (!current) {
      const expires_at = token.expiresIn === null ? null : lifetimeInWords(token.expiresIn);
      const { name: _, ...shown } = after;
      const make: Change['make'] = async (ask, ids) => {
        const input = newToken(token, wanted.name, ids, now);
        return newSecretOf(token, true, (await ask<Created>(create, { input })).createPersonalAccessToken);
      };
      const fields = differences({}, { ...shown, expires_at });
      return [{ ...change, act: 'create', fields, command: token.command, make }];
    }
    const expires = expiry(token, current, now);
    const fields = [...differences(columnsNow(current, state), after), ...expires];
    const renewal = renewalOf(token, current, now);
    // Regenerating sets the expiry, too.
    const edited = renewal && token.expiresIn !== null ? fields.filter(({ field }) => field !== 'expires_at') : fields;
    const edit: Change['make'] = (ask, ids) =>
      done(ask(update, { id: current.id, input: editOf(token, edited, ids, now) }));
    const regenerate: Change['make'] = async (ask) => {
      const isKept = expires.length === 0 && !isOver(token, current, now);
      const expires_at = isKept ? current.expires_at : expiresAt(token, now);
      // A run that follows one whose delivery failed gets the same secret: the expiry is then the same.
      const idempotency_key = `apply ${wanted.name} ${expires_at === null ? 'never' : Date.parse(expires_at)} ${current.id}`;
      // The old secret of a fenced token does not work.
      const overlap_minutes = current.fenced_at === null ? overlapMinutes : 0;
      const input = { expires_at, overlap_minutes, awaits_delivery: true, idempotency_key };
      const made = await ask<Renewed>(renew, { id: current.id, input });
      return newSecretOf(token, false, made.regeneratePersonalAccessToken);
    };
    return [
      ...(edited.length > 0 ? [{ ...change, act: 'update', fields: edited, make: edit } as const] : []),
      ...(renewal ? [{ ...change, act: renewal, fields: [], command: token.command, make: regenerate }] : []),
    ];
  });
}

interface Made {
  id: string;
  /** The secret. */
  token: string;
}
interface Created {
  createPersonalAccessToken: Made;
}
interface Renewed {
  regeneratePersonalAccessToken: Made;
}

const newSecretOf = (
  { account, name, place, command }: WantedToken,
  isNew: boolean,
  { id, token: secret }: Made,
): NewSecret => ({
  token: { id, account, name, place },
  secret,
  command,
  isNew,
});

const currentOf = ({ account, name }: WantedToken, { tokens }: State) =>
  tokens.find((one) => foldName(one.user.username) === foldName(account) && foldName(one.name) === foldName(name));

/** The names of those that stay fenced: only a new secret confirms them. */
export const fencedTokens = ({ tokens }: Wanted, state: State, now: Date): string[] =>
  tokens.flatMap((token) => {
    const current = currentOf(token, state);
    const staysFenced = current && current.fenced_at !== null && renewalOf(token, current, now) === null;
    return staysFenced ? [nameOf(token.account, token.name)] : [];
  });

export const leftTokens = ({ tokens, name }: Wanted, state: State): Change[] =>
  state.tokens
    .filter((one) => one.managed_by === name)
    .filter((one) => !tokens.some((wanted) => currentOf(wanted, { ...state, tokens: [one] })))
    .map(({ id, user, name }) =>
      removalOf('revoke', 'token', nameOf(user.username, name), (ask) =>
        ask(revoke, { id, reason: 'removed from the access file' }),
      ),
    );

/** Ends a token whose secret could not be delivered. Errors: CONFLICT if another run has made another secret meanwhile. */
export const revokeUndelivered = (ask: Ask, id: string, secret: string): Promise<unknown> =>
  ask(revoke, { id, reason: 'its secret could not be delivered', last_four: secret.slice(-4) });

/** Errors: CONFLICT if it got another secret meanwhile, which is not delivered yet. */
export const confirmDelivered = (ask: Ask, id: string, secret: string): Promise<unknown> =>
  ask(update, { id, input: { secret_delivered: secret.slice(-4) } });
