/** The token policy and the report on tokens in the schema. */

import { report, type TokenReport } from '../../domain/tokens/inventory-report.ts';
import * as policies from '../../domain/tokens/policy.ts';
import { currentPassword } from '../access/confirmation.ts';
import { person } from '../access/declared.ts';
import { builder } from '../builder.ts';
import { requireInput } from '../inputs.ts';

const rules = {
  maximum_token_lifetime_days:
    'No token may live longer, and none without an end. From 1 to 36,500. It binds tokens made, edited and regenerated from then on.',
  password_confirmation_minutes: 'How long a confirmed password counts. From 0 (every change asks) to 10,080.',
  tokens_per_user: 'How many tokens a user may have that are not revoked. From 1 to 10,000.',
  revoke_unused_after_days:
    'Tokens unused for so long are revoked, their owners warned by mail first. From 1 to 36,500.',
  warning_days: 'How long before a token ends its owner is warned. From 1 to 90.',
  restore_latent_within_days:
    'For so long after a token was shrunk, what it was shrunk by still counts, and using it restores it. From 1 to 90; it binds tokens shrunk from then on.',
  tokens_may_rotate_themselves: 'Whether a token may regenerate itself, and nothing else.',
  accept_session_parameter:
    'Whether GET requests may carry a token in the address, as `session`. It ends up in logs of others, so think twice.',
  refuse_escalations:
    'Whether making and editing roles, permission sets and tokens is refused where that opens a way to more, such as `reach` tells. The refusal tells the way.',
};

const TokenPolicy = builder.objectRef<policies.TokenPolicy>('TokenPolicy').implement({
  description: 'The rules all tokens are under.',
  fields: (t) => ({
    maximum_token_lifetime_days: t.exposeInt('maximumTokenLifetimeDays', {
      description: `${rules.maximum_token_lifetime_days} Null: no limit.`,
    }),
    password_confirmation_minutes: t.exposeInt('passwordConfirmationMinutes', {
      nullable: false,
      description: rules.password_confirmation_minutes,
    }),
    tokens_per_user: t.exposeInt('tokensPerUser', { nullable: false, description: rules.tokens_per_user }),
    revoke_unused_after_days: t.exposeInt('revokeUnusedAfterDays', {
      description: `${rules.revoke_unused_after_days} Null: never.`,
    }),
    warning_days: t.exposeInt('warningDays', { nullable: false, description: rules.warning_days }),
    restore_latent_within_days: t.exposeInt('restoreLatentWithinDays', {
      description: `${rules.restore_latent_within_days} Null: never.`,
    }),
    tokens_may_rotate_themselves: t.exposeBoolean('tokensMayRotateThemselves', {
      nullable: false,
      description: rules.tokens_may_rotate_themselves,
    }),
    accept_session_parameter: t.exposeBoolean('acceptSessionParameter', {
      nullable: false,
      description: rules.accept_session_parameter,
    }),
    refuse_escalations: t.exposeBoolean('refuseEscalations', {
      nullable: false,
      description: rules.refuse_escalations,
    }),
  }),
});

const UpdateTokenPolicyInput = builder.inputType('UpdateTokenPolicyMutationInput', {
  description: 'Changes of the token policy. What is missing or null stays as it is.',
  fields: (t) => ({
    maximum_token_lifetime_days: t.int({ description: rules.maximum_token_lifetime_days }),
    unset_maximum_token_lifetime_days: t.boolean({ description: 'True: no limit.' }),
    password_confirmation_minutes: t.int({ description: rules.password_confirmation_minutes }),
    tokens_per_user: t.int({ description: rules.tokens_per_user }),
    revoke_unused_after_days: t.int({ description: rules.revoke_unused_after_days }),
    unset_revoke_unused_after_days: t.boolean({ description: 'True: never.' }),
    warning_days: t.int({ description: rules.warning_days }),
    restore_latent_within_days: t.int({ description: rules.restore_latent_within_days }),
    unset_restore_latent_within_days: t.boolean({ description: 'True: never.' }),
    tokens_may_rotate_themselves: t.boolean({ description: rules.tokens_may_rotate_themselves }),
    accept_session_parameter: t.boolean({ description: rules.accept_session_parameter }),
    refuse_escalations: t.boolean({ description: rules.refuse_escalations }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const counts: Record<keyof TokenReport, string> = {
  live: 'Tokens that are neither revoked nor expired.',
  expiring: "Of these, those that expire within the policy's warning days.",
  expired: 'Tokens that have expired and were not revoked.',
  never_used: 'Live tokens nobody has used yet.',
  over_lifetime_limit: 'Live tokens that live longer than the policy allows now.',
  owners_disabled: 'Tokens not revoked whose owners are disabled.',
};

const TokenReportType = builder.objectRef<TokenReport>('TokenReport').implement({
  description: "The state of everybody's tokens in numbers. `all_personal_access_tokens` lists them.",
  fields: (t) =>
    Object.fromEntries(
      Object.entries(counts).map(([name, description]) => [
        name,
        t.exposeInt(name as keyof TokenReport, { nullable: false, description }),
      ]),
    ),
});

builder.queryFields((t) => ({
  token_policy: t.withAuth({ signedIn: true }).field({
    type: TokenPolicy,
    nullable: true,
    description: 'The rules all tokens are under.',
    resolve: (_root, _args, { db }) => policies.read(db),
  }),
  token_report: t.withAuth({ permission: 'READ_PERSONAL_ACCESS_TOKEN' }).field({
    type: TokenReportType,
    nullable: true,
    description: "The state of everybody's tokens in numbers.",
    resolve: (_root, _args, { db }) => report(db),
  }),
}));

builder.mutationField('updateTokenPolicy', (t) =>
  t.withAuth({ permission: 'UPDATE_TOKEN_POLICY' }).field({
    type: TokenPolicy,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Changes the rules all tokens are under. Not for tokens: sign in first.',
    args: { input: t.arg({ type: UpdateTokenPolicyInput }) },
    resolve: (_root, { input }, { db, viewer }) => policies.update(db, viewer, requireInput(input)),
  }),
);
