/** Confirming, for this session, that the user is still the one who signed in. */
import { confirm } from '../../domain/sign-in/confirmation.ts';
import { person } from '../access/access-rules.ts';
import { builder } from '../builder.ts';
import { AuthenticationFactorType } from '../enums.ts';
import { SuccessResponse } from '../inputs.ts';

builder.mutationField('confirmPassword', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description:
      'Confirms the password for this session, for as long as the token policy says: with a code of the second factor if the caller has one, or with a passkey in place of both. After signing in at a sign-in provider again, a code alone is enough. A wrong password counts as a failed sign-in.',
    args: {
      current_password: t.arg.string({
        description:
          "The caller's password. Not needed with a passkey, and after signing in at a sign-in provider again.",
      }),
      type: t.arg({
        type: AuthenticationFactorType,
        description: 'Where the one-time password comes from. Null: it may be of any second factor but a passkey.',
      }),
      one_time_password: t.arg.string({
        description:
          'A code of the second factor. For a passkey: the answer of the browser as JSON, to what `requestOneTimePassword` returned.',
      }),
    },
    resolve: async (_root, args, { db, viewer, pepper, relyingParty }) => {
      const { current_password: password = null, type = null, one_time_password: code = null } = args;
      await confirm(db, pepper, relyingParty(), viewer, { password, type, code });
      return { success: true };
    },
  }),
);
