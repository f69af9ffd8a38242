/** The schema of the signed-in user. */

import type { ProjectPermission as OnOneProject } from '../../domain/access/permissions.ts';
import type { Row } from '../../domain/lists/load.ts';
import { isOptional } from '../../domain/mail/notifications.ts';
import { meNoun, preferences } from '../../domain/nouns/me.ts';
import * as me from '../../domain/people/me.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, typeFor } from '../dialect/entities.ts';
import { typeOf } from '../dialect/lists.ts';
import { selectedOf } from '../dialect/selected-columns.ts';
import { EmailKind, Language, Permission, ProjectPermission } from '../enums.ts';
import { requireInput } from '../inputs.ts';

const UserPreference = builder.objectRef<Row>('UserPreference').implement({
  description: 'Settings that clients store for the user.',
  fields: (t) => ({
    ...Object.fromEntries(
      Object.entries(preferences).map(([name, { kind, description }]) => [
        name,
        t.field({ type: typeOf[kind] as 'String', nullable: true, description, resolve: (row) => row[name] as string }),
      ]),
    ),
    muted_emails: t.field({
      type: [EmailKind],
      nullable: false,
      description: 'The kinds of email that the user has turned off.',
      resolve: (row) => (row.muted_emails as string[]).filter(isOptional),
    }),
  }),
});

entity(meNoun, (t) => ({
  user_preferences: t.field({
    type: UserPreference,
    nullable: false,
    description: 'The settings that clients store for the user.',
    resolve: (row) => row,
  }),
  must_enroll_factor: t.boolean({
    nullable: false,
    description:
      'Whether this session must enroll a second factor before it may do anything else, because everybody must have one.',
    resolve: (_row, _args, { viewer }) => viewer?.mustEnroll ?? false,
  }),
  effective_permissions: t.field({
    type: [Permission],
    nullable: false,
    description: "The permissions of this request: the user's permissions, limited by the token's cap.",
    resolve: (_row, _args, { viewer }) => [...(viewer?.permissions ?? [])],
  }),
  effective_permissions_on_projects: t.field({
    type: [ProjectPermission],
    nullable: false,
    description:
      'The permissions of this request on at least one project, through a grant on it or because the token is for one project.',
    resolve: (_row, _args, { viewer }) => [...(viewer?.onProjects ?? [])] as OnOneProject[],
  }),
}));

builder.queryField('me', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: typeFor(meNoun),
    nullable: false,
    description: 'The signed-in user.',
    resolve: async (_root, _args, { db, viewer }, info) => (await me.read(db, viewer, selectedOf(info, meNoun))) as Row,
  }),
);

const UpdateMeInput = builder.inputType('UpdateMeMutationInput', {
  description: "Changes of the caller's own account. Fields that are missing or null stay as they are.",
  fields: (t) => ({
    name: t.string({ description: 'The name of the user, at most 100 characters.' }),
    username: t.string({ description: 'At most 100 characters without spaces, unique.' }),
    public_name: t.string({ description: 'The name that is shown to the public, at most 100 characters.' }),
    email_address: t.field({
      type: 'EmailAddress',
      description:
        'The email address, unique regardless of case. If a mail server is configured, it takes effect when the link is opened that is sent to it; until then it is the `pending_email_address`, and an email informs the old address.',
    }),
    mobile_number: t.field({ type: 'Numeric', description: 'Digits only.' }),
    password: t.string({
      description:
        'The new password. It must keep the `password_policy`, and ends all other sessions of the user; this one gets a new cookie.',
    }),
    current_password: t.string({ description: currentPassword }),
    language: t.field({ type: Language, description: 'The language of emails and pages.' }),
    table_paginator_size: t.field({
      type: 'Int64Bit',
      description: 'The number of rows per page in tables, from 1 to 10,000.',
    }),
    navigation_expanded: t.boolean({ description: 'Whether the navigation is open.' }),
    ui_preferences: t.field({ type: 'Text', description: 'Data that a client stores for itself.' }),
    unset_mobile_number: t.boolean({ description: 'True removes the mobile number.' }),
    muted_emails: t.field({
      type: [EmailKind],
      description:
        'Replaces the whole list of kinds of email that are not sent to the user. Those about security are refused.',
    }),
  }),
});

builder.mutationField('updateMe', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: typeFor(meNoun),
    nullable: true,
    rule: person,
    confirmed: ['username', 'email_address', 'password'],
    description: "Changes the caller's own account. No token may call it: sign in first.",
    args: { input: t.arg({ type: UpdateMeInput }) },
    resolve: async (_root, { input }, { db, viewer, pepper, breached, mail, renew }) => {
      const renewed = await me.update(db, viewer, { pepper, breached }, mail.configured, requireInput(input));
      if (renewed) renew(renewed);
      return me.read(db, viewer);
    },
  }),
);
