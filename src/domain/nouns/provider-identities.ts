/** The list definition of accounts at sign-in providers. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { providerIdentities as table } from '../../../schema/provider-identities.ts';
import { isForAnalysis, type Viewer } from '../access/viewer.ts';
import { type Definition, defineList, is, type Relation } from '../lists/definition.ts';

// An analysis token must not see how its owner signs in.
const own = (viewer: Viewer): SQL =>
  and(eq(table.userId, viewer.userId), isForAnalysis(viewer) ? sql`false` : undefined) as SQL;

export const providerIdentityList: Definition = defineList({
  type: 'ProviderIdentity',
  description: 'An account at a sign-in provider that is linked to a user, who signs in with it.',
  table,
  permission: null,
  visible: { allWith: ['READ_USER'], others: own },
  columns: {
    user_id: is('int64', table.userId, 'The id of the user.'),
    provider_id: is(
      'string',
      table.providerId,
      'The id of the provider in the configuration of the server, which may not list it any more.',
    ),
    issuer: is('string', table.issuer, 'The address of the provider, as OpenID Connect defines it.'),
    subject: is('string', table.subject, 'The id of the account at the provider.'),
    last_used_at: is('datetime', table.lastUsedAt, 'When the user last signed in with it.'),
  },
});

/** The relation from a user to their accounts. */
export const identitiesOfUser: Relation = {
  to: 'ProviderIdentity',
  many: true,
  from: 'id',
  at: table.userId,
  description: 'The accounts at sign-in providers that are linked to the user.',
};
