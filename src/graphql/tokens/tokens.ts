/** The schema of personal access tokens. */

import { tokenList } from '../../domain/nouns/tokens.ts';
import { edit } from '../../domain/tokens/edit.ts';
import { copy, issue } from '../../domain/tokens/issue.ts';
import { regenerate } from '../../domain/tokens/regenerate.ts';
import { type Revoked, revoke, revokeMany } from '../../domain/tokens/revoke.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { requireSeen } from '../access/visible-answers.ts';
import { builder } from '../builder.ts';
import { entity } from '../dialect/entities.ts';
import { Permission, TokenType } from '../enums.ts';
import { managedBy, NoteInput, requireInput, SuccessResponse } from '../inputs.ts';
import { exactly, ForDocument } from '../plan/required-permissions.ts';
import { schemaFactsOf } from '../plan/schema-facts.ts';
import { limitFields, unsetFields } from './limits.ts';
import { BoundOperation, operationsOf } from './operations.ts';

export const PersonalAccessToken = entity(tokenList, (t) => ({
  token: t.field({
    type: 'Text',
    nullable: true,
    description: 'The secret. Only the answer that made it contains it; it is not stored and cannot be read again.',
    resolve: (row) => row.token,
  }),
}));

const rules = {
  name: "The name: at most 100 characters, unique among the owner's tokens that are not revoked.",
  description: 'What it is used for. At most 1,000 characters.',
  expires_at: 'The instant from which it is refused. Cannot be combined with `expires_on`.',
  expires_on:
    'The day from whose start, 00:00 UTC, it is refused; tomorrow at the earliest. Cannot be combined with `expires_at`.',
  permission_set_id: 'Caps it to a permission set, which is read at each use. Cannot be combined with `permissions`.',
  permissions:
    'Caps it to these permissions, which its owner must have. Not empty. Cannot be combined with `permission_set_id`.',
  methods: 'The root fields that it may call, such as `users` or `createUser`. Not empty.',
  operations:
    'Binds it to these operations: it runs nothing else. From 1 to 100, with documents of at most 200,000 characters in total. Only for tokens of type `USER`.',
  current_password: currentPassword,
};

const CreateTokenInput = builder.inputType('CreatePersonalAccessTokenMutationInput', {
  description: 'A new token.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    note: t.field({ type: NoteInput, description: 'A note to leave on the token.' }),
    managed_by: t.string({
      description: `${managedBy} The secret of such a token awaits delivery (\`awaits_delivery\`).`,
    }),
    type: t.field({ type: TokenType, defaultValue: 'USER', description: 'What it is for.' }),
    description: t.string({ description: rules.description }),
    user_id: t.field({
      type: 'Int64Bit',
      description:
        'The id of its owner. Default: the caller. Other owners require `CREATE_PERSONAL_ACCESS_TOKEN`, and such a token never has more than the caller could grant (`issuer_permissions`).',
    }),
    expires_at: t.field({ type: 'Datetime', description: rules.expires_at }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    permission_set_id: t.field({ type: 'Int64Bit', description: rules.permission_set_id }),
    permissions: t.field({ type: [Permission], description: rules.permissions }),
    methods: t.stringList({ description: rules.methods }),
    project_key: t.string({
      description: 'The id of the project. Required for a project analysis token, and not allowed for others.',
    }),
    ...limitFields(t),
    for_document: t.field({
      type: ForDocument,
      description:
        'Caps it to exactly the permissions and root fields that this document needs. Cannot be combined with `permissions`, `methods` or `permission_set_id`.',
    }),
    operations: t.field({
      type: [BoundOperation],
      description: `${rules.operations} If all have their \`document\` and there is no other cap, the token is also capped to exactly what they need.`,
    }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const UpdateTokenInput = builder.inputType('UpdatePersonalAccessTokenMutationInput', {
  description:
    'Changes of a token. Fields that are missing or null stay as they are; the secret and the type never change. Loosening a limit (permissions, root fields, operations, subnets, resources, expiry) ends what was granted to the token itself. Changing its permissions or permission set discards its latent permissions.',
  fields: (t) => ({
    name: t.string({ description: rules.name }),
    description: t.string({ description: rules.description }),
    expires_at: t.field({ type: 'Datetime', description: rules.expires_at }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    unset_expires_at: t.boolean({ description: 'True: it does not expire. The policy must allow that.' }),
    permission_set_id: t.field({ type: 'Int64Bit', description: rules.permission_set_id }),
    permissions: t.field({ type: [Permission], description: rules.permissions }),
    unset_permissions: t.boolean({
      description: 'True: removes the permission set or the permissions, so that it has all permissions of its owner.',
    }),
    methods: t.stringList({ description: rules.methods }),
    unset_methods: t.boolean({ description: 'True: it may call all root fields.' }),
    ...limitFields(t),
    ...unsetFields(t),
    operations: t.field({
      type: [BoundOperation],
      description: `${rules.operations} A cap that was set separately stays. Without one, or with the cap of its former operations, the token is capped to what the new operations need; the cap of its former operations stays if a new one has no \`document\`.`,
    }),
    unset_operations: t.boolean({ description: 'True: it may send any document. Its cap stays.' }),
    secret_delivered: t.string({
      description:
        'The last four characters of the secret that was delivered: the token no longer awaits delivery (`awaits_delivery`). CONFLICT if it has another secret now.',
    }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const CopyTokenInput = builder.inputType('CopyPersonalAccessTokenMutationInput', {
  description: 'A new token with the cap and the operations of another.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    expires_at: t.field({ type: 'Datetime', description: `${rules.expires_at} Default: the expiry of the original.` }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const RegenerateTokenInput = builder.inputType('RegeneratePersonalAccessTokenMutationInput', {
  description: 'How to regenerate a token.',
  fields: (t) => ({
    expires_at: t.field({
      type: 'Datetime',
      description: `${rules.expires_at} Default: unchanged; required if the token has expired.`,
    }),
    expires_on: t.field({ type: 'Date', description: rules.expires_on }),
    overlap_minutes: t.int({
      description:
        'How many minutes the old secret still works, at most until the first use of the new one. From 0 (the default) to 10,080.',
    }),
    idempotency_key: t.string({
      description: 'A key for retries: a call with the same key within an hour returns the same secret.',
    }),
    awaits_delivery: t.boolean({
      description: 'True: the new secret awaits delivery by `latchkey apply`. Default: false.',
    }),
    current_password: t.string({ description: rules.current_password }),
  }),
});

const TokenResult = builder.objectRef<Revoked>('PersonalAccessTokenResult').implement({
  description: 'The result for one of several tokens.',
  fields: (t) => ({
    id: t.field({ type: 'Int64Bit', nullable: false, description: 'The id of the token.', resolve: ({ id }) => id }),
    success: t.exposeBoolean('success', {
      nullable: false,
      description: 'Always true: the token does not work any more, or never did.',
    }),
  }),
});

const tokenId = { type: 'Int64Bit', required: true, description: 'The id of the token.' } as const;

builder.mutationFields((t) => ({
  createPersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Issues a token. Only this answer shows its secret. No token may call it: sign in first.',
    args: { input: t.arg({ type: CreateTokenInput }) },
    resolve: async (_root, { input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const { for_document, operations: named, ...wanted } = requireInput(input);
      const exact = for_document && (await exactly(for_document, schema, context));
      const operations = named && (await operationsOf(named, schema, context));
      const values = { ...wanted, exact, operations };
      const { id, secret } = await issue(db, viewer, schemaFactsOf(context, schema), values);
      return { ...(await lists.written(tokenList, id)), token: secret };
    },
  }),
  updatePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Changes a token. Other users' tokens require `UPDATE_PERSONAL_ACCESS_TOKEN`. No token may call it: sign in first.",
    args: { id: t.arg(tokenId), input: t.arg({ type: UpdateTokenInput }) },
    resolve: async (_root, { id, input }, context, info) => {
      await requireSeen(context, tokenList, id, 'UPDATE_PERSONAL_ACCESS_TOKEN', info);
      const { db, viewer, lists } = context;
      const { operations: named, ...wanted } = requireInput(input);
      const operations = named && (await operationsOf(named, info.schema, context));
      const values = { ...wanted, operations };
      await edit(db, viewer, schemaFactsOf(context, info.schema), id, values);
      return lists.written(tokenList, id);
    },
  }),
  copyPersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Issues a token with the cap and the operations of another, but its own name and secret. Another user's token requires `CREATE_PERSONAL_ACCESS_TOKEN` and `READ_PERSONAL_ACCESS_TOKEN`. No token may call it: sign in first.",
    args: { id: t.arg(tokenId), input: t.arg({ type: CopyTokenInput }) },
    resolve: async (_root, { id, input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const copied = await copy(db, viewer, schemaFactsOf(context, schema), id, requireInput(input));
      return { ...(await lists.written(tokenList, copied.id)), token: copied.secret };
    },
  }),
  regeneratePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    rule: {
      person: true,
      rotating: true,
      unknown: 'ITSELF',
    },
    confirmed: 'always',
    description:
      "Gives a token a new secret, which only this answer shows. Other users' tokens require `UPDATE_PERSONAL_ACCESS_TOKEN`, and from then on have no more than the caller could grant (`issuer_permissions`). No token may call it, except for itself if the token policy allows it.",
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
      "Revokes a token at once. Other users' tokens require `DELETE_PERSONAL_ACCESS_TOKEN`. It also succeeds for a token that is revoked or unknown. No token may call it: sign in first.",
    args: {
      id: t.arg(tokenId),
      reason: t.arg.string({ description: 'The reason, for lists and the log.' }),
      last_four: t.arg.string({
        description:
          'The last four characters of the secret that is to end. CONFLICT if the token has another one now; then it is not revoked.',
      }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id, ...input }, { db, viewer }) => {
      await revoke(db, viewer, id, input);
      return { success: true };
    },
  }),
  deletePersonalAccessTokens: t.withAuth({ signedIn: true }).field({
    type: [TokenResult],
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Revokes several tokens at once: those with the given ids, or all of the caller's own. No token may call it: sign in first.",
    args: {
      ids: t.arg({ type: ['Int64Bit'], description: 'The ids of at most 1,000 tokens.' }),
      all: t.arg.boolean({ description: "True: all of the caller's own tokens." }),
      reason: t.arg.string({ description: 'The reason, for lists and the log.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: (_root, args, { db, viewer }) => revokeMany(db, viewer, args),
  }),
}));
