/** The schema of second factors. */
import { authenticationFactorList } from '../../domain/nouns/authentication-factors.ts';
import { resetFactors } from '../../domain/people/reset-factors.ts';
import * as factors from '../../domain/sign-in/factors/enroll.ts';
import { requestCode } from '../../domain/sign-in/factors/request.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import type { SignedIn } from '../context.ts';
import { entity } from '../dialect/entities.ts';
import { AuthenticationFactorType } from '../enums.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';

const AuthenticationFactor = entity(authenticationFactorList, (t) => ({
  secret_data: t.field({
    type: 'Text',
    nullable: true,
    description:
      'What the user needs for enrollment, only in the answer that enrolls it: the `otpauth:` address for an authenticator app, the recovery codes, one a line, or as JSON the options with which the browser makes a passkey.',
    resolve: (row) => row.secret_data as string | null,
  }),
}));

const siteOf = ({ pepper, mail, relyingParty, providers }: SignedIn): factors.Site => ({
  pepper,
  providers,
  mailed: mail.configured,
  relyingParty: relyingParty(),
});

const shown = async ({ lists }: SignedIn, { id, secretData = null }: { id: string; secretData?: string | null }) => ({
  ...(await lists.written(authenticationFactorList, id)),
  secret_data: secretData,
});

const passkeyName = 'The name of a passkey, at most 100 characters. Other types have none.';

const CreateInput = builder.inputType('CreateAuthenticationFactorMutationInput', {
  description: 'A second factor to enroll.',
  fields: (t) => ({
    type: t.field({
      type: AuthenticationFactorType,
      required: true,
      description: 'What to enroll. Users may have 20 passkeys, and one of each other type.',
    }),
    data: t.field({ type: 'Text', description: `${passkeyName} Required for a passkey.` }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateInput = builder.inputType('UpdateAuthenticationFactorMutationInput', {
  description: 'Changes of a second factor. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    data: t.field({ type: 'Text', description: passkeyName }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const VerifyInput = builder.inputType('VerifyOneTimePasswordForAuthenticationFactorMutationInput', {
  description: 'The proof that a second factor works.',
  fields: (t) => ({
    type: t.field({ type: AuthenticationFactorType, required: true, description: 'What was enrolled.' }),
    one_time_password: t.string({
      required: true,
      description: 'A code of it. For a passkey: the answer of the browser that has made it, as JSON.',
    }),
  }),
});

const tokensMayNot = 'No token may call it: sign in first.';

builder.mutationFields((t) => ({
  createAuthenticationFactor: t.withAuth({ signedIn: true }).field({
    type: AuthenticationFactor,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Begins to enroll a second factor for the caller; it counts once \`verifyOneTimePasswordForAuthenticationFactor\` was called. Recovery codes count at once, and need another factor first. ${tokensMayNot}`,
    args: { input: t.arg({ type: CreateInput }) },
    resolve: async (_root, { input }, context) =>
      shown(context, await factors.create(context.db, context.viewer, siteOf(context), requireInput(input))),
  }),
  verifyOneTimePasswordForAuthenticationFactor: t.withAuth({ signedIn: true }).field({
    type: AuthenticationFactor,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: `Finishes the enrollment of a second factor of the caller. Wrong codes are limited to 5 a minute, 15 an hour and 30 a day, also those at sign-in. ${tokensMayNot}`,
    args: { input: t.arg({ type: VerifyInput }) },
    resolve: async (_root, { input }, context) => {
      const { type, one_time_password: code } = requireInput(input);
      return shown(context, await factors.verify(context.db, context.viewer, siteOf(context), { type, code }));
    },
  }),
  reenrollAuthenticationFactor: t.withAuth({ signedIn: true }).field({
    type: AuthenticationFactor,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Makes a new secret for an authenticator app, which replaces the old one once it was verified, or new recovery codes, which replace the old ones at once, or sends another code to an address that was not verified yet. ${tokensMayNot}`,
    args: {
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of a second factor of the caller.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id }, context) =>
      shown(context, await factors.reenroll(context.db, context.viewer, siteOf(context), id)),
  }),
  updateAuthenticationFactor: t.withAuth({ signedIn: true }).field({
    type: AuthenticationFactor,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Renames a passkey of the caller. ${tokensMayNot}`,
    args: {
      input: t.arg({ type: UpdateInput }),
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the passkey.' }),
    },
    resolve: async (_root, { input, id }, context) =>
      shown(context, await factors.rename(context.db, context.viewer, siteOf(context), id, requireInput(input))),
  }),
  deleteAuthenticationFactor: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Removes a second factor of the caller, and with the last one the recovery codes. It is refused for the last one if everybody must have one, and for a passkey that is the only way to sign in. ${tokensMayNot}`,
    args: {
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of a second factor of the caller.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { id }, context) => {
      await factors.remove(context.db, context.viewer, siteOf(context), id);
      return { success: true };
    },
  }),
  requestOneTimePassword: t.withAuth({ signedIn: true }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: `Emails a code to the caller, at most five in 15 minutes, or returns in \`message\` what the browser needs in order to use a passkey, as JSON: for \`confirmPassword\`. Other types need no request. ${tokensMayNot}`,
    args: {
      type: t.arg({ type: AuthenticationFactorType, required: true, description: 'A type that the caller enrolled.' }),
    },
    resolve: async (_root, { type }, context) => {
      const message = await requestCode(context.db, context.viewer, siteOf(context), type);
      return { success: true, message };
    },
  }),
  resetAuthenticationFactors: t.withAuth({ permission: 'UPDATE_USER' }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Removes all second factors of another user, who has no permissions that the caller lacks: the password alone signs in until the user enrolls one again. The user gets an email. ${tokensMayNot}`,
    args: {
      user_id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the user.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { user_id }, { db, viewer, mail }) => {
      await resetFactors(db, viewer, mail.configured, user_id);
      return { success: true };
    },
  }),
}));
