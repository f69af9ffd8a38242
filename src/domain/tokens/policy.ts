/** The token policy: rules for all tokens. */
import { sql } from 'drizzle-orm';
import { tokenPolicies as table } from '../../../schema/token-policy.ts';
import type { Db } from '../../db/database.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { checkAll, invalid } from '../base/errors.ts';
import { oneRow } from '../base/one-row.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';

export type TokenPolicy = typeof table.$inferSelect;

export const { read, lock } = oneRow(table);

const bounds = {
  maximum_token_lifetime_days: [1, 36_500],
  password_confirmation_minutes: [0, 10_080],
  tokens_per_user: [1, 10_000],
  revoke_unused_after_days: [1, 36_500],
  warning_days: [1, 90],
  restore_latent_within_days: [1, 90],
} as const;

export interface UpdateTokenPolicyInput {
  maximum_token_lifetime_days?: number | null;
  unset_maximum_token_lifetime_days?: boolean | null;
  password_confirmation_minutes?: number | null;
  tokens_per_user?: number | null;
  revoke_unused_after_days?: number | null;
  unset_revoke_unused_after_days?: boolean | null;
  warning_days?: number | null;
  restore_latent_within_days?: number | null;
  unset_restore_latent_within_days?: boolean | null;
  tokens_may_rotate_themselves?: boolean | null;
  accept_session_parameter?: boolean | null;
  refuse_escalations?: boolean | null;
}

/** Changes the given rules; they apply when tokens are next issued, edited or regenerated. Errors: FORBIDDEN with a token, INVALID_INPUT. */
export function update(db: Db, viewer: Viewer, input: UpdateTokenPolicyInput): Promise<TokenPolicy> {
  requireSession(viewer);
  const checks = Object.entries(bounds).map(([name, [least, most]]) => () => {
    const value = input[name as keyof typeof bounds];
    if (value != null && (value < least || value > most)) throw invalid(name, because('OUT_OF_RANGE', { least, most }));
  });
  checkAll(...checks);
  return transact(db, viewer, async (tx, viewer) => {
    const before = await lock(tx);
    const [after] = await tx
      .update(table)
      .set({
        id: before.id,
        maximumTokenLifetimeDays: input.unset_maximum_token_lifetime_days
          ? null
          : (input.maximum_token_lifetime_days ?? undefined),
        passwordConfirmationMinutes: input.password_confirmation_minutes ?? undefined,
        tokensPerUser: input.tokens_per_user ?? undefined,
        revokeUnusedAfterDays: input.unset_revoke_unused_after_days
          ? null
          : (input.revoke_unused_after_days ?? undefined),
        warningDays: input.warning_days ?? undefined,
        restoreLatentWithinDays: input.unset_restore_latent_within_days
          ? null
          : (input.restore_latent_within_days ?? undefined),
        tokensMayRotateThemselves: input.tokens_may_rotate_themselves ?? undefined,
        acceptSessionParameter: input.accept_session_parameter ?? undefined,
        refuseEscalations: input.refuse_escalations ?? undefined,
      })
      .where(sql`id = ${before.id}`)
      .returning();
    const change = { previous: loggedColumns(before), current: loggedColumns(after as TokenPolicy) };
    const message = 'The token policy was changed.';
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'TokenPolicy', id: before.id, message, ...change });
    return after as TokenPolicy;
  });
}

const loggedColumns = ({
  id: _id,
  createdAt: _created,
  updatedAt: _updated,
  version: _version,
  ...columns
}: TokenPolicy) => columns;
