/** Personal access tokens in the schema. */

import { ownTokenList, tokenList } from '../../domain/nouns/tokens.ts';
import { confirmPassword } from '../../domain/sign-in/confirmation.ts';
import { edit } from '../../domain/tokens/edit.ts';
import { inventory, ownOf } from '../../domain/tokens/inventory.ts';
import { copy, issue } from '../../domain/tokens/issue.ts';
import { regenerate } from '../../domain/tokens/regenerate.ts';
import { type Revoked, revoke, revokeMany } from '../../domain/tokens/revoke.ts';
import { currentPassword } from '../access/confirmation.ts';
import { person } from '../access/declared.ts';
import { requireSeen } from '../access/visible-answers.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Permission, TokenType } from '../enums.ts';
import { NoteInput, requireInput, SuccessResponse } from '../inputs.ts';
import { environmentOf } from '../plan/environment.ts';
import { exactly, ForDocument } from '../plan/required-permissions.ts';
import { BoundOperation, operationsOf } from './operations.ts';

export const PersonalAccessToken = entity(tokenList, (t) => ({
  token: t.field({
    type: 'Text',
    nullable: true,
    description: 'The secret itself. Only in the answer that made it: it is not stored and cannot be read again.',
    resolve: (row) => row.token,
  }),
}));

const ones = list(ownTokenList, "One's own tokens, the revoked and expired ones among them.", ({ viewer }) =>
  ownOf(viewer),
);
const everybodys = list(tokenList, "Everybody's tokens.");

builder.queryFields((t) => ({
  personal_access_tokens: t.withAuth({ signedIn: true }).field(ones),
  all_personal_access_tokens: t.withAuth({ permission: 'READ_PERSONAL_ACCESS_TOKEN' }).field({
    ...everybodys,
    args: {
      ...everybodys.args,
      expiring_before: t.arg({
        type: 'Datetime',
        description: 'Only those that will have expired by then and have not yet.',
      }),
      unused_since: t.arg({ type: 'Datetime', description: 'Only those not used since then.' }),
      never_used: t.arg.boolean({ description: 'Only those never used, or with false only those used.' }),
    },
    resolve: (root, { expiring_before, unused_since, never_used, ...args }, context) => ({
      ...everybodys.resolve(root, args, context),
      source: inventory({ expiring_before, unused_since, never_used } as Parameters<typeof inventory>[0]),
    }),
  }),
}));

const rules = {
  name: "At most 100 characters, unique among the owner's live tokens.",
  description: 'At most 1,000 characters.',
  expires_at: 'It is refused from this instant on. Not with `expires_on`.',
  expires_on: 'It is refused from 00:00 UTC of this day on; tomorrow is the soonest. Not with `expires_at`.',
  permission_set_id: 'Caps it to a permission set, read each time it is used. Not with `permissions`.',
  permissions: 'Caps it to these permissions, which its owner must have. Not empty, not with `permission_set_id`.',
  methods: 'The root fields it may call, such as `users` or `createUser`. Not empty.',
  allowed_subnets: 'Where it may be used from, as subnets in CIDR notation. Not empty.',
  operations:
    'Binds it to these operations: it runs nothing else. From 1 to 100, their documents of at most 200,000 characters together. For tokens of type `USER`.',
  current_password: currentPassword,
};

const CreateTokenInput = builder.inputType('CreatePersonalAccessTokenMutationInput', {
  description: 'A new token.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    note: t.field({ type: NoteInput, description: 'A note to leave on it.' }),
    type: t.field({ type: TokenType, defaultValue: 'USER', description: 'What it is for.' }),
    description: t.string({ description: rules.description }),
    user_id: t.field({
      type: 'Int64Bit',
      description:
        'Its owner, oneself when left out. For others it needs `CREATE_PERSONAL_ACCESS_TOKEN`, and never does more than one could grant oneself (`issuer_permissions`).',
    }),
    expires_at: t.field({ type: 'Datetime', description: rules.expires_at }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    permission_set_id: t.field({ type: 'Int64Bit', description: rules.permission_set_id }),
    permissions: t.field({ type: [Permission], description: rules.permissions }),
    methods: t.stringList({ description: rules.methods }),
    project_key: t.string({ description: 'The project, for a project analysis token and no other.' }),
    allowed_subnets: t.field({ type: ['SubnetScalar'], description: rules.allowed_subnets }),
    for_document: t.field({
      type: ForDocument,
      description:
        'Caps it to exactly the permissions and root fields this document needs. Not with `permissions`, `methods` or `permission_set_id`.',
    }),
    operations: t.field({
      type: [BoundOperation],
      description: `${rules.operations} Where all have their \`document\` and there is no other cap, it is also capped to exactly what they need.`,
    }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const UpdateTokenInput = builder.inputType('UpdatePersonalAccessTokenMutationInput', {
  description:
    'Changes of a token. What is missing or null stays as it is; its secret and type always do. Loosening a limit (permissions, root fields, operations, subnets, expiry) ends what was granted to it alone. With other permissions or another set it is whole again: what it was shrunk by is forgotten.',
  fields: (t) => ({
    name: t.string({ description: rules.name }),
    description: t.string({ description: rules.description }),
    expires_at: t.field({ type: 'Datetime', description: rules.expires_at }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    unset_expires_at: t.boolean({ description: 'True: it does not expire, where the policy allows that.' }),
    permission_set_id: t.field({ type: 'Int64Bit', description: rules.permission_set_id }),
    permissions: t.field({ type: [Permission], description: rules.permissions }),
    unset_permissions: t.boolean({
      description: 'True takes the set or the permissions away: then whatever its owner may do.',
    }),
    methods: t.stringList({ description: rules.methods }),
    unset_methods: t.boolean({ description: 'True: it may call all root fields.' }),
    allowed_subnets: t.field({ type: ['SubnetScalar'], description: rules.allowed_subnets }),
    unset_allowed_subnets: t.boolean({ description: 'True: it may be used from anywhere.' }),
    operations: t.field({
      type: [BoundOperation],
      description: `${rules.operations} A cap of its own stays; without one, or with the one that its operations brought, it is capped to what the new ones need; one that they brought stays where a new one has no \`document\`.`,
    }),
    unset_operations: t.boolean({ description: 'True: it may send any document. Its cap stays.' }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const CopyTokenInput = builder.inputType('CopyPersonalAccessTokenMutationInput', {
  description: 'A new token with the cap and the operations of another.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    expires_at: t.field({ type: 'Datetime', description: `${rules.expires_at} The original's when left out.` }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const RegenerateTokenInput = builder.inputType('RegeneratePersonalAccessTokenMutationInput', {
  description: 'A new secret for a token.',
  fields: (t) => ({
    expires_at: t.field({
      type: 'Datetime',
      description: `${rules.expires_at} As it was when left out; required when that is past.`,
    }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    overlap_minutes: t.int({
      description:
        'How long the old secret still works, up to the first use of the new one. From 0 (the default) to 10,080.',
    }),
    idempotency_key: t.string({ description: 'A retry within an hour with the same key gets the same secret.' }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const TokenResult = builder.objectRef<Revoked>('PersonalAccessTokenResult').implement({
  description: 'What became of one of several tokens.',
  fields: (t) => ({
    id: t.field({ type: 'Int64Bit', nullable: false, description: 'The token.', resolve: ({ id }) => id }),
    success: t.exposeBoolean('success', {
      nullable: false,
      description: 'Always true: it does not work any more, or never did.',
    }),
  }),
});

const tokenId = { type: 'Int64Bit', required: true, description: 'The token.' } as const;

builder.mutationFields((t) => ({
  createPersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Makes a token and shows its secret this once. Not for tokens: sign in first.',
    args: { input: t.arg({ type: CreateTokenInput }) },
    resolve: async (_root, { input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const { for_document, operations: named, ...wanted } = requireInput(input);
      const exact = for_document && (await exactly(for_document, schema, context));
      const operations = named && (await operationsOf(named, schema, context));
      const asked = { ...wanted, exact, operations } as Parameters<typeof issue>[3];
      const { id, secret } = await issue(db, viewer, environmentOf(context, schema), asked);
      return { ...(await lists.written(tokenList, id)), token: secret };
    },
  }),
  updatePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: "Changes a token. Others' need `UPDATE_PERSONAL_ACCESS_TOKEN`. Not for tokens: sign in first.",
    args: { id: t.arg(tokenId), input: t.arg({ type: UpdateTokenInput }) },
    resolve: async (_root, { id, input }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists } = context;
      const { operations: named, ...wanted } = requireInput(input);
      const operations = named && (await operationsOf(named, info.schema, context));
      const asked = { ...wanted, operations } as Parameters<typeof edit>[4];
      await edit(db, viewer, environmentOf(context, info.schema), id, asked);
      return lists.written(tokenList, id);
    },
  }),
  copyPersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Makes a token with the cap and the operations of another, a name of its own and a new secret. Another user's needs `CREATE_PERSONAL_ACCESS_TOKEN` and `READ_PERSONAL_ACCESS_TOKEN`. Not for tokens: sign in first.",
    args: { id: t.arg(tokenId), input: t.arg({ type: CopyTokenInput }) },
    resolve: async (_root, { id, input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const copied = await copy(db, viewer, environmentOf(context, schema), id, requireInput(input));
      return { ...(await lists.written(tokenList, copied.id)), token: copied.secret };
    },
  }),
  regeneratePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: {
      person: true,
      rotating: true,
      decides: 'ITSELF',
    },
    confirmed: 'always',
    description:
      "Gives a token a new secret and shows it this once. Others' need `UPDATE_PERSONAL_ACCESS_TOKEN`, and are limited from then on to what one could grant (`issuer_permissions`). Not for tokens, except for itself where the policy allows that.",
    args: { id: t.arg(tokenId), input: t.arg({ type: RegenerateTokenInput }) },
    resolve: async (_root, { id, input }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists, pepper } = context;
      const { secret } = await regenerate(db, viewer, pepper, id, input ?? {});
      return { ...(await lists.written(tokenList, id)), token: secret };
    },
  }),
  deletePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Revokes a token at once. Others' need `DELETE_PERSONAL_ACCESS_TOKEN`. Revoking one that is revoked or unknown is success too. Not for tokens: sign in first.",
    args: {
      id: t.arg(tokenId),
      reason: t.arg.string({ description: 'Why, for the list and the log.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id, reason }, { db, viewer }) => {
      await revoke(db, viewer, id, reason);
      return { success: true };
    },
  }),
  deletePersonalAccessTokens: t.withAuth({ signedIn: true }).field({
    type: [TokenResult],
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: "Revokes several tokens at once: those named, or all of one's own. Not for tokens: sign in first.",
    args: {
      ids: t.arg({ type: ['Int64Bit'], description: 'At most 1,000 tokens.' }),
      all: t.arg.boolean({ description: "True: all of one's own." }),
      reason: t.arg.string({ description: 'Why, for the list and the log.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: (_root, args, { db, viewer }) => revokeMany(db, viewer, args),
  }),
  confirmPassword: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      "Confirms the password for this session, for as long as the token policy's window. A wrong one counts as a failed sign-in.",
    args: { current_password: t.arg.string({ required: true, description: "One's password." }) },
    resolve: async (_root, { current_password }, { db, viewer, pepper }) => {
      await confirmPassword(db, pepper, viewer, current_password);
      return { success: true };
    },
  }),
}));
