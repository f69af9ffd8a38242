/** The schema of the token policy and the report on tokens. */

import { report, type TokenReport } from '../../domain/tokens/inventory-report.ts';
import * as policies from '../../domain/tokens/policy.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { requireInput } from '../inputs.ts';

const rules = {
  maximum_token_lifetime_days:
    'The longest lifetime of a token in days, from 1 to 36,500; tokens without an expiry are not allowed either. It applies to tokens that are issued, edited or regenerated from then on.',
  password_confirmation_minutes:
    'How many minutes a confirmed password is valid, from 0 (every change requires it) to 10,080.',
  tokens_per_user: 'The number of tokens that a user may have, revoked ones not counted. From 1 to 10,000.',
  revoke_unused_after_days:
    'Tokens that were not used for this many days are revoked; their owners get an email first. From 1 to 36,500.',
  warning_days: 'How many days before a token expires its owner gets an email. From 1 to 90.',
  restore_latent_within_days:
    'For this many days after a token was shrunk, latent permissions still work, and using one restores it. From 1 to 90. It applies to tokens that are shrunk from then on.',
  tokens_may_rotate_themselves: 'Whether a token may regenerate itself. No token may regenerate another.',
  accept_session_parameter:
    'Whether GET requests may send a token in the URL, as `session`, and whether calls by URL (`/1.0/`) are answered. Risk: URLs are stored in logs of other systems.',
  refuse_escalations:
    'Whether creating or changing a role, a permission set or a token is refused if it makes an escalation possible, as `reach` reports them. The error describes the escalation.',
};

const TokenPolicy = builder.objectRef<policies.TokenPolicy>('TokenPolicy').implement({
  description: 'The rules for all tokens.',
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
  description: 'Changes of the token policy. Fields that are missing or null stay as they are.',
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
  live: 'The number of tokens that are neither revoked nor expired.',
  expiring: 'The number of those that expire within the warning days of the policy.',
  expired: 'The number of tokens that have expired and were not revoked.',
  never_used: 'The number of tokens, neither revoked nor expired, that were never used.',
  over_lifetime_limit:
    'The number of tokens, neither revoked nor expired, with a longer lifetime than the policy allows now.',
  owners_disabled: 'The number of tokens, not revoked, whose owners are disabled.',
};

const TokenReportType = builder.objectRef<TokenReport>('TokenReport').implement({
  description: 'A report on the tokens of all users in numbers. `all_personal_access_tokens` lists them.',
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
    description: 'The rules for all tokens.',
    resolve: (_root, _args, { db }) => policies.read(db),
  }),
  token_report: t.withAuth({ permission: 'READ_PERSONAL_ACCESS_TOKEN' }).field({
    type: TokenReportType,
    nullable: true,
    description: 'A report on the tokens of all users in numbers: of all tokens, or only of those that match.',
    args: {
      user_id: t.arg({ type: 'Int64Bit', description: 'Only tokens of the user with this id.' }),
      text: t.arg.string({
        description:
          'Only tokens with this text in `name`, `description`, `start` or `last_four`. At most 255 characters.',
      }),
    },
    resolve: (_root, only, { db, viewer }) => report(db, viewer, only),
  }),
}));

builder.mutationField('updateTokenPolicy', (t) =>
  t.withAuth({ permission: 'UPDATE_TOKEN_POLICY' }).field({
    type: TokenPolicy,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Changes the rules for all tokens. No token may call it: sign in first.',
    args: { input: t.arg({ type: UpdateTokenPolicyInput }) },
    resolve: (_root, { input }, { db, viewer }) => policies.update(db, viewer, requireInput(input)),
  }),
);
