/** Shrinking tokens to what they use in the schema, and bringing back what was taken off. */
import { tokenList } from '../../domain/nouns/tokens.ts';
import { restore, type ShrinkInput, type Suggestion, shrink, suggest, warningOf } from '../../domain/tokens/shrink.ts';
import { currentPassword } from '../access/confirmation.ts';
import { person } from '../access/declared.ts';
import { requireSeen } from '../access/visible-answers.ts';
import { builder } from '../builder.ts';
import { Permission, ShrinkWarning } from '../enums.ts';
import { requireInput } from '../inputs.ts';
import { environmentOf } from '../plan/environment.ts';
import { PersonalAccessToken } from './tokens.ts';

const unusedForDays = 'What was not used in the last so many days, in UTC. From 1 to 400.';

const ShrinkSuggestion = builder.objectRef<Suggestion>('ShrinkSuggestion').implement({
  description: 'What shrinking a token would do. Nothing is changed by asking.',
  fields: (t) => ({
    latent_permissions: t.field({
      type: [Permission],
      nullable: false,
      description:
        'What it would be shrunk by: what it is capped to and did not use. Of a token without a cap every other permission there is, its owner having it or not.',
      resolve: ({ latent }) => latent,
    }),
    kept_permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'What it would be capped to from then on.',
      resolve: ({ kept }) => kept,
    }),
    counted_since: t.field({
      type: 'Datetime',
      nullable: false,
      description: 'From when on its uses were looked at.',
      resolve: ({ since }) => since,
    }),
    warnings: t.stringList({
      nullable: false,
      description: 'Why to think twice, a sentence each.',
      resolve: (suggestion) => suggestion.warnings.map((warning) => warningOf(suggestion, warning)),
    }),
    warning_kinds: t.field({
      type: [ShrinkWarning],
      nullable: false,
      description: 'The same for programs, in the same order.',
      resolve: ({ warnings }) => warnings,
    }),
    used_methods: t.exposeStringList('usedMethods', {
      nullable: false,
      description: 'The root fields it called, for information.',
    }),
    unused_methods: t.exposeStringList('unusedMethods', {
      nullable: false,
      description: 'The root fields it may call and did not, for information.',
    }),
  }),
});

const tokenId = { type: 'Int64Bit', required: true, description: 'The token.' } as const;

builder.queryField('shrink_suggestion', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ShrinkSuggestion,
    nullable: true,
    cost: 400,
    rule: { decides: 'TOKENS_SEEN' },
    description:
      "What shrinking a token to what it uses would do. Others' need `READ_PERSONAL_ACCESS_TOKEN`. All that it was used for until now is counted.",
    args: {
      id: t.arg(tokenId),
      unused_for_days: t.arg.int({ required: true, defaultValue: 90, description: unusedForDays }),
    },
    resolve: (_root, { id, unused_for_days }, context, { schema }) => {
      const { db, viewer, writers } = context;
      return suggest(db, viewer, environmentOf(context, schema), writers, id, unused_for_days);
    },
  }),
);

const ShrinkTokenInput = builder.inputType('ShrinkPersonalAccessTokenMutationInput', {
  description: 'What to take off a token.',
  fields: (t) => ({
    unused_for_days: t.int({ description: `${unusedForDays} 90 when left out. Not with \`permissions\`.` }),
    permissions: t.field({
      type: [Permission],
      description: 'Exactly these, used or not. It must be capped to them. Not with `unused_for_days`.',
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
      "Makes what a token does not use latent: refused, named and told to its owner when asked for, and brought back by `restorePersonalAccessToken`; while the token policy's `restore_latent_within_days` lasts it counts still, and using it restores it. Shrinking again adds. CONFLICT where nothing would be taken or left, LIMITED where not all that was used until now is known. Others' need `UPDATE_PERSONAL_ACCESS_TOKEN`. Not for tokens: sign in first.",
    args: { id: t.arg(tokenId), input: t.arg({ type: ShrinkTokenInput }) },
    resolve: async (_root, { id, input }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists, writers } = context;
      await shrink(db, viewer, writers, id, requireInput(input) as ShrinkInput);
      return lists.written(tokenList, id);
    },
  }),
  restorePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Brings back what a token was shrunk by. What is not latent stays as it is. Others' need `UPDATE_PERSONAL_ACCESS_TOKEN`. Not for tokens: sign in first.",
    args: {
      id: t.arg(tokenId),
      permissions: t.arg({ type: [Permission], description: 'Only these. All when left out.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id, permissions }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists } = context;
      await restore(db, viewer, environmentOf(context, info.schema), id, permissions);
      return lists.written(tokenList, id);
    },
  }),
}));
