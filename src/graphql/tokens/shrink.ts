/** The schema of shrinking tokens to what they use, and of restoring latent permissions. */
import { tokenList } from '../../domain/nouns/tokens.ts';
import { restore, type Suggestion, shrink, suggest, warningOf } from '../../domain/tokens/shrink.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { requireSeen } from '../access/visible-answers.ts';
import { builder } from '../builder.ts';
import { Permission, ShrinkWarning } from '../enums.ts';
import { requireInput } from '../inputs.ts';
import { schemaFactsOf } from '../plan/schema-facts.ts';
import { PersonalAccessToken } from './tokens.ts';

const unusedForDays = 'Permissions that were not used in this number of days, in UTC. From 1 to 400.';

const ShrinkSuggestion = builder.objectRef<Suggestion>('ShrinkSuggestion').implement({
  description: 'What shrinking a token would do. Nothing is changed.',
  fields: (t) => ({
    latent_permissions: t.field({
      type: [Permission],
      nullable: false,
      description:
        'The permissions that would be taken off: those in its cap that it did not use. For a token without a cap, all permissions that it did not use, whether or not its owner has them.',
      resolve: ({ latent }) => latent,
    }),
    kept_permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'The permissions that the token would be capped to.',
      resolve: ({ kept }) => kept,
    }),
    counted_since: t.field({
      type: 'Datetime',
      nullable: false,
      description: 'The start of the period in which its uses were counted.',
      resolve: ({ since }) => since,
    }),
    warnings: t.stringList({
      nullable: false,
      description: 'Warnings, a sentence each.',
      resolve: (suggestion) => suggestion.warnings.map((warning) => warningOf(suggestion, warning)),
    }),
    warning_kinds: t.field({
      type: [ShrinkWarning],
      nullable: false,
      description: 'The same warnings for programs, in the same order.',
      resolve: ({ warnings }) => warnings,
    }),
    used_methods: t.exposeStringList('usedMethods', {
      nullable: false,
      description: 'The root fields that it called, for information.',
    }),
    unused_methods: t.exposeStringList('unusedMethods', {
      nullable: false,
      description: 'The root fields that it may call and did not call, for information.',
    }),
  }),
});

const tokenId = { type: 'Int64Bit', required: true, description: 'The id of the token.' } as const;

builder.queryField('shrink_suggestion', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ShrinkSuggestion,
    nullable: true,
    cost: 400,
    rule: { unknown: 'TOKENS_SEEN' },
    description:
      "What shrinking a token to what it uses would do. All uses until now are counted. Other users' tokens require `READ_PERSONAL_ACCESS_TOKEN`.",
    args: {
      id: t.arg(tokenId),
      unused_for_days: t.arg.int({ required: true, defaultValue: 90, description: unusedForDays }),
    },
    resolve: (_root, { id, unused_for_days }, context, { schema }) => {
      const { db, viewer, writers } = context;
      return suggest(db, viewer, schemaFactsOf(context, schema), writers, id, unused_for_days);
    },
  }),
);

const ShrinkTokenInput = builder.inputType('ShrinkPersonalAccessTokenMutationInput', {
  description: 'What to take off a token.',
  fields: (t) => ({
    unused_for_days: t.int({ description: `${unusedForDays} Default: 90. Cannot be combined with \`permissions\`.` }),
    permissions: t.field({
      type: [Permission],
      description:
        'Exactly these permissions, used or not. The token must be capped to them. Cannot be combined with `unused_for_days`.',
    }),
    current_password: t.string({ description: currentPassword }),
  }),
});

builder.mutationFields((t) => ({
  shrinkPersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Makes the permissions that a token does not use latent: a call that needs one is refused, the error lists it and its owner is notified; `restorePersonalAccessToken` restores it. For `restore_latent_within_days` of the token policy, latent permissions still work, and using one restores it. Shrinking again takes more off. CONFLICT if nothing would be taken off or left, LIMITED if not all uses until now are known. Other users' tokens require `UPDATE_PERSONAL_ACCESS_TOKEN`. No token may call it: sign in first.",
    args: { id: t.arg(tokenId), input: t.arg({ type: ShrinkTokenInput }) },
    resolve: async (_root, { id, input }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists, writers } = context;
      await shrink(db, viewer, writers, id, requireInput(input));
      return lists.written(tokenList, id);
    },
  }),
  restorePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Restores latent permissions of a token. Permissions that are not latent stay as they are. Other users' tokens require `UPDATE_PERSONAL_ACCESS_TOKEN`. No token may call it: sign in first.",
    args: {
      id: t.arg(tokenId),
      permissions: t.arg({ type: [Permission], description: 'The permissions to restore. Default: all.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id, permissions }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists } = context;
      await restore(db, viewer, schemaFactsOf(context, info.schema), id, permissions);
      return lists.written(tokenList, id);
    },
  }),
}));
