/** The schema of confirming tokens after a restore of the database. */
import { confirm } from '../../domain/tokens/confirm.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { SuccessResponse } from '../inputs.ts';

builder.mutationField('confirmPersonalAccessTokens', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      "Confirms tokens that are blocked since a restore of the database (`fenced_at`), so that they are accepted again: all of them or none. Other users' tokens require `UPDATE_PERSONAL_ACCESS_TOKEN`. No token may call it: sign in first.",
    args: {
      ids: t.arg({ type: ['Int64Bit'], required: true, description: 'The ids of at most 100 tokens.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { ids }, { db, viewer }) => {
      await confirm(db, viewer, ids);
      return { success: true };
    },
  }),
);
