/** The password policy: the rules for new passwords. A change of it does not end passwords that exist. */
import { eq } from 'drizzle-orm';
import { passwordPolicies as table } from '../../../schema/password-policy.ts';
import type { Db } from '../../db/database.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { checkAll, invalid } from '../base/errors.ts';
import { oneRow } from '../base/one-row.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';

export type PasswordPolicy = typeof table.$inferSelect;

export const { read, lock } = oneRow(table);

/** The strength is estimated from 72 characters, so that no longer password can be required. */
const bounds = { minimum_length: [8, 72], minimum_password_strength: [0, 4] } as const;

export interface UpdatePasswordPolicyInput {
  minimum_length?: number | null;
  minimum_password_strength?: number | null;
  requires_alpha_numeric?: boolean | null;
  requires_at_least_one_special_character?: boolean | null;
  requires_upper_and_lower_case_characters?: boolean | null;
}

/** Changes the given rules; they apply to passwords that are set from then on. Errors: FORBIDDEN with a token, INVALID_INPUT. */
export function update(db: Db, viewer: Viewer, input: UpdatePasswordPolicyInput): Promise<PasswordPolicy> {
  requireSession(viewer);
  const checks = Object.entries(bounds).map(([name, [least, most]]) => () => {
    const value = input[name as keyof typeof bounds];
    if (value != null && (value < least || value > most)) throw invalid(name, because('OUT_OF_RANGE', { least, most }));
  });
  checkAll(...checks);
  const work = async (tx: Db, actor: logs.Actor) => {
    const before = await lock(tx);
    const changes = {
      minimumLength: input.minimum_length ?? undefined,
      minimumPasswordStrength: input.minimum_password_strength ?? undefined,
      requiresAlphaNumeric: input.requires_alpha_numeric ?? undefined,
      requiresAtLeastOneSpecialCharacter: input.requires_at_least_one_special_character ?? undefined,
      requiresUpperAndLowerCaseCharacters: input.requires_upper_and_lower_case_characters ?? undefined,
    };
    const where = eq(table.id, before.id);
    const [after] = await tx
      .update(table)
      .set({ ...changes, id: before.id })
      .where(where)
      .returning();
    const message = 'The password policy was changed.';
    const change = { previous: columnsOf(before), current: columnsOf(after as PasswordPolicy) };
    await logs.record(tx, actor, { type: 'UPDATED', entity: 'PasswordPolicy', id: before.id, message, ...change });
    return after as PasswordPolicy;
  };
  return transact(db, viewer, work);
}

/** The rules by their names in the API. */
export const columnsOf = (policy: PasswordPolicy) => ({
  minimum_length: policy.minimumLength,
  minimum_password_strength: policy.minimumPasswordStrength,
  requires_alpha_numeric: policy.requiresAlphaNumeric,
  requires_at_least_one_special_character: policy.requiresAtLeastOneSpecialCharacter,
  requires_upper_and_lower_case_characters: policy.requiresUpperAndLowerCaseCharacters,
});
