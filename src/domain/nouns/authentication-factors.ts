/** The list definition of second factors. */
import { sql } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { users } from '../../../schema/users.ts';
import { isForAnalysis } from '../access/viewer.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';

export const authenticationFactorList: Definition = defineList({
  type: 'AuthenticationFactor',
  description: 'A second factor for signing in.',
  table: authenticationFactors,
  permission: null,
  // An analysis token must not see how its owner signs in.
  visible: { allWith: [], others: (viewer) => (isForAnalysis(viewer) ? sql`false` : sql`true`) },
  columns: {
    data: maybe(
      'text',
      authenticationFactors.data,
      'What people recognise it by: the shortened email address, the name of a passkey, or the number of unused recovery codes. Null for an authenticator app.',
    ),
    fenced_at: maybe(
      'datetime',
      authenticationFactors.fencedAt,
      'Of a passkey: since when it is blocked because the database was restored from a backup (`latchkey fence`), until it is used after the password once. Null: it is not.',
    ),
    is_verified: is(
      'boolean',
      authenticationFactors.isVerified,
      'Whether its enrollment was finished. Others do not count at sign-in.',
    ),
    type: is('factor_type', authenticationFactors.type, 'Where the one-time password comes from.'),
    user_id: maybe('int64', authenticationFactors.userId, 'The id of the user who enrolled it.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'The user who enrolled it.' },
  },
});
