/** The schema of sign-in providers and of the accounts there that are linked to users. */
import { providerIdentityList } from '../../domain/nouns/provider-identities.ts';
import * as identities from '../../domain/sign-in/providers/identities.ts';
import { linkPath } from '../../domain/sign-in/providers/link-ticket.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity } from '../dialect/entities.ts';
import { SuccessResponse } from '../inputs.ts';

entity(providerIdentityList, () => ({}));

const SignInProvider = builder.objectRef<{ id: string; name: string }>('SignInProvider').implement({
  description: 'A provider at which people sign in with their company account. The operator configures them.',
  fields: (t) => ({
    provider_id: t.exposeString('id', { nullable: false, description: 'Its id in the configuration of the server.' }),
    name: t.exposeString('name', { nullable: false, description: 'Its name, as people know it.' }),
  }),
});

builder.queryField('sign_in_providers', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: [SignInProvider],
    nullable: false,
    description: 'The sign-in providers of this server.',
    resolve: (_root, _args, { providers }) => [...providers],
  }),
);

const tokensMayNot = 'No token may call it: sign in first.';

builder.mutationFields((t) => ({
  linkProviderIdentity: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Begins to link an account at a sign-in provider to the caller. \`message\` is the path to open in the browser of this session within ten minutes, to sign in at the provider. ${tokensMayNot}`,
    args: {
      provider_id: t.arg.string({ required: true, description: 'The id of the provider.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { provider_id }, { db, viewer, pepper, providers }) => ({
      success: true,
      message: await linkPath(db, pepper, viewer, providers, provider_id),
    }),
  }),
  deleteProviderIdentity: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Removes the link of the caller to an account at a sign-in provider, and ends the sessions that began with it, except this one. The only way to sign in cannot be removed. ${tokensMayNot}`,
    args: {
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the provider identity of the caller.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id }, { db, viewer, mail, providers }) => {
      await identities.removeOwn(db, viewer, { mailed: mail.configured, providers }, id);
      return { success: true };
    },
  }),
  deleteProviderIdentityOfUser: t.withAuth({ permission: 'UPDATE_USER' }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Removes the link of a user, who has no permissions that the caller lacks, to an account at a sign-in provider, and ends the sessions that began with it. ${tokensMayNot}`,
    args: {
      user_id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the user.' }),
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the provider identity.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { user_id, id }, { db, viewer, mail, providers }) => {
      await identities.removeOf(db, viewer, { mailed: mail.configured, providers }, user_id, id);
      return { success: true };
    },
  }),
}));
