/** The schema of users. */
import type { EmailOutcome } from '../../domain/mail/mailer.ts';
import { userList } from '../../domain/nouns/users.ts';
import { type Renewed, renewLink, renewLinks } from '../../domain/people/new-links.ts';
import * as users from '../../domain/people/users.ts';
import { deliverLink } from '../../domain/sign-in/deliver-link.ts';
import { type ArgumentRule, person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { EmailDelivery, Language } from '../enums.ts';
import { managedBy, requireInput, SuccessResponse } from '../inputs.ts';

export const User = entity(userList, (t) => ({
  setup_link: t.field({
    type: 'Text',
    nullable: true,
    description:
      'The one-time link with which the new user sets a password. Only in the answer of `createUser`, and only if no mail server is configured: pass it on to the user.',
    resolve: (row) => row.setup_link,
  }),
  setup_email: t.field({
    type: EmailDelivery,
    nullable: true,
    description:
      'The state of the email with that link. Only in the answer of `createUser`; null for a service account, which has no link.',
    resolve: (row) => row.setup_email as EmailOutcome | null,
  }),
}));

builder.queryField('users', (t) =>
  t.withAuth({ permission: 'READ_USER' }).field(list(userList, 'Users, including disabled ones.')),
);

const rules = {
  name: "The person's name, at most 100 characters.",
  username:
    'The user name to sign in with: at most 100 characters without spaces, unique regardless of case and of look-alike letters.',
  public_name: 'The name that is shown to the public, at most 100 characters.',
  email_address: 'The email address, unique regardless of case.',
  mobile_number: 'Digits only.',
  language: 'The language of emails and pages.',
  role_id: "The id of the user's role. It must have no permissions that the caller lacks.",
  super_admin: 'Whether the user is a super admin. Only a super admin may send it.',
};

const CreateUserInput = builder.inputType('CreateUserMutationInput', {
  description: 'A new user.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    username: t.string({ required: true, description: rules.username }),
    public_name: t.string({ required: true, description: rules.public_name }),
    email_address: t.field({ type: 'EmailAddress', required: true, description: rules.email_address }),
    super_admin: t.boolean({ description: rules.super_admin }),
    role_id: t.field({ type: 'Int64Bit', description: rules.role_id }),
    mobile_number: t.field({ type: 'Numeric', description: rules.mobile_number }),
    language: t.field({ type: Language, description: rules.language }),
    enabled: t.boolean({ defaultValue: true, description: 'Whether the user may sign in.' }),
    service_account: t.boolean({
      description:
        'Whether it is the account of a program. It gets no link and cannot sign in with a password; other users issue its tokens.',
    }),
    managed_by: t.string({ description: managedBy }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateUserInput = builder.inputType('UpdateUserMutationInput', {
  description: 'Changes of a user. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    name: t.string({ description: rules.name }),
    username: t.string({ description: rules.username }),
    public_name: t.string({ description: rules.public_name }),
    email_address: t.field({ type: 'EmailAddress', description: rules.email_address }),
    super_admin: t.boolean({ description: rules.super_admin }),
    role_id: t.field({ type: 'Int64Bit', description: rules.role_id }),
    mobile_number: t.field({ type: 'Numeric', description: rules.mobile_number }),
    language: t.field({ type: Language, description: rules.language }),
    enabled: t.boolean({
      description:
        'False ends all sessions of the user and revokes all tokens at once. Enabling the user again does not restore them.',
    }),
    password: t.string({
      description:
        'The new password. It must keep the `password_policy`, and ends all sessions of the user. No token may send it.',
    }),
    unset_mobile_number: t.boolean({ description: 'True removes the mobile number.' }),
    unset_role_id: t.boolean({ description: 'True removes the user from the role.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const PasswordLinkResult = builder.objectRef<Renewed & { page: string | null }>('PasswordLinkResult').implement({
  description: 'Whether one of several users gets a link to set a password.',
  fields: (t) => ({
    user_id: t.field({
      type: 'Int64Bit',
      nullable: false,
      description: 'The id of the user.',
      resolve: ({ userId }) => userId,
    }),
    success: t.boolean({
      nullable: false,
      description:
        'Whether a link was made. If a mail server is configured, it is emailed, and tried again if that fails.',
      resolve: (result) => 'link' in result,
    }),
    message: t.field({
      type: 'Text',
      nullable: true,
      description:
        'Why no link was made. Otherwise, if no mail server is configured, the link: pass it on to the user.',
      resolve: (result) => ('link' in result ? result.page : result.refusal.message),
    }),
  }),
});

const standing: Record<string, ArgumentRule> = {
  'input.role_id': { requires: 'ROWS', unknown: 'ROLE_GIVEN' },
  'input.super_admin': { requires: 'ROWS', unknown: 'ROLE_GIVEN' },
};

builder.mutationFields((t) => ({
  createUser: t.withAuth({ permission: 'CREATE_USER' }).field({
    type: User,
    nullable: true,
    rule: { byArgument: standing },
    confirmed: 'always',
    description: 'Creates a user and mails a one-time link to set a password.',
    args: { input: t.arg({ type: CreateUserInput }) },
    resolve: async (_root, { input }, { db, viewer, lists, mail }) => {
      const { id, link } = await users.create(db, viewer, mail.configured, requireInput(input));
      const { email, page } = await deliverLink({ db, mail }, viewer, link);
      return { ...(await lists.written(userList, id)), setup_email: email, setup_link: page };
    },
  }),
  updateUser: t.withAuth({ permission: 'UPDATE_USER' }).field({
    type: User,
    nullable: true,
    rule: {
      unknown: 'USER_CHANGED',
      byArgument: { ...standing, 'input.password': { requires: 'PERSON', unknown: 'USER_CHANGED' } },
    },
    confirmed: ['username', 'email_address', 'password', 'role_id', 'super_admin', 'enabled: true'],
    description:
      'Changes a user who has no permissions that the caller lacks. Users cannot be deleted; disable them instead.',
    args: {
      input: t.arg({ type: UpdateUserInput }),
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the user.' }),
    },
    resolve: async (_root, { input, id }, { db, viewer, lists, pepper, breached }) => {
      await users.update(db, viewer, { pepper, breached }, id, requireInput(input));
      return lists.written(userList, id);
    },
  }),
  resendUserCreationEmail: t.withAuth({ permission: 'UPDATE_USER' }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      'Sends a new link to set a password; earlier links stop working. If no mail server is configured, `message` is the link. No token may call it: sign in first.',
    args: {
      user_id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the user.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { user_id }, { db, viewer, mail }) => {
      const link = await renewLink(db, viewer, mail.configured, user_id);
      const { email, page } = await deliverLink({ db, mail }, viewer, link);
      return { success: true, message: page, email };
    },
  }),
  sendPasswordLinks: t.withAuth({ permission: 'UPDATE_USER' }).field({
    type: [PasswordLinkResult],
    nullable: true,
    rule: person,
    confirmed: 'always',
    description:
      'Emails each of these users a new link to set a password, as after a restore of the database; earlier links stop working. A user for whom the caller may not make one does not stop the others. No token may call it: sign in first.',
    args: {
      user_ids: t.arg({ type: ['Int64Bit'], required: true, description: 'The ids of at most 100 users.' }),
      current_password: t.arg.string({ description: currentPassword }),
    },
    resolve: async (_root, { user_ids }, { db, viewer, mail }) =>
      (await renewLinks(db, viewer, mail.configured, user_ids)).map((result) => ({
        ...result,
        page: 'link' in result && result.link.secret ? mail.setPasswordPage(result.link.secret) : null,
      })),
  }),
}));
