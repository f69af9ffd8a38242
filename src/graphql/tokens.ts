/** Personal access tokens in the schema. */
import * as tokens from '../domain/tokens.ts';
import { builder } from './builder.ts';
import { entity, list } from './entities.ts';
import { NoteInput, requireInput, SuccessResponse } from './inputs.ts';

export const PersonalAccessToken = entity(tokens.definition, (t) => ({
  token: t.field({
    type: 'Text',
    nullable: true,
    description: 'The secret itself. Only in the answer that made it: it is not stored and cannot be read again.',
    resolve: (row) => row.token,
  }),
}));

builder.queryField('personal_access_tokens', (t) =>
  t
    .withAuth({ signedIn: true })
    .field(list(tokens.definition, "One's own tokens.", ({ viewer }) => tokens.ownOf(viewer))),
);

const CreateTokenInput = builder.inputType('CreatePersonalAccessTokenMutationInput', {
  description: 'A new token of one’s own.',
  fields: (t) => ({
    name: t.string({ required: true, description: "At most 100 characters, unique among one's live tokens." }),
    note: t.field({ type: NoteInput, description: 'A note to leave on it.' }),
  }),
});

builder.mutationFields((t) => ({
  createPersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: PersonalAccessToken,
    nullable: true,
    description: 'Makes a token for oneself and shows its secret this once. Not for tokens: sign in first.',
    args: { input: t.arg({ type: CreateTokenInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id, secret } = await tokens.issue(db, viewer, requireInput(input));
      return { ...(await lists.written(tokens.definition, id)), token: secret };
    },
  }),
  deletePersonalAccessToken: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    description:
      "Revokes a token at once. Others' tokens need `DELETE_PERSONAL_ACCESS_TOKEN`. Revoking one that is revoked or unknown is success too. Not for tokens: sign in first.",
    args: { id: t.arg({ type: 'Int64Bit', required: true, description: 'The token.' }) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await tokens.revoke(db, viewer, id);
      return { success: true };
    },
  }),
}));
