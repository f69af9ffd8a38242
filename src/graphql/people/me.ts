/** The caller in the schema. */

import type { ProjectPermission as OnOneProject } from '../../domain/access/permissions.ts';
import type { Row } from '../../domain/lists/load.ts';
import { authenticationFactorList, meNoun, preferences } from '../../domain/nouns/me.ts';
import * as me from '../../domain/people/me.ts';
import { currentPassword } from '../access/confirmation.ts';
import { person } from '../access/declared.ts';
import { builder } from '../builder.ts';
import { entity, typeFor } from '../dialect/entities.ts';
import { typeOf } from '../dialect/lists.ts';
import { Language, Permission, ProjectPermission } from '../enums.ts';
import { requireInput } from '../inputs.ts';

entity(authenticationFactorList, (t) => ({
  secret_data: t.field({
    type: 'Text',
    nullable: true,
    description: 'Shown only when a factor is enrolled.',
    resolve: () => null,
  }),
}));

const UserPreference = builder.objectRef<Row>('UserPreference').implement({
  description: 'What a user likes to have remembered.',
  fields: (t) =>
    Object.fromEntries(
      Object.entries(preferences).map(([name, { kind, description }]) => [
        name,
        t.field({ type: typeOf[kind] as 'String', nullable: true, description, resolve: (row) => row[name] as string }),
      ]),
    ),
});

entity(meNoun, (t) => ({
  user_preferences: t.field({
    type: UserPreference,
    nullable: false,
    description: 'What one likes to have remembered.',
    resolve: (row) => row,
  }),
  effective_permissions: t.field({
    type: [Permission],
    nullable: false,
    description: "What this request may do: the user's permissions, less what the token is capped to.",
    resolve: (_row, _args, { viewer }) => [...(viewer?.permissions ?? [])],
  }),
  effective_permissions_on_projects: t.field({
    type: [ProjectPermission],
    nullable: false,
    description: 'What this request may do on at least one project, by a grant on it or as the token of one project.',
    resolve: (_row, _args, { viewer }) => [...(viewer?.onProjects ?? [])] as OnOneProject[],
  }),
}));

builder.queryField('me', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: typeFor(meNoun),
    nullable: true,
    description: 'The user who asks.',
    resolve: (_root, _args, { db, viewer }) => me.read(db, viewer),
  }),
);

const UpdateMeInput = builder.inputType('UpdateMeMutationInput', {
  description: 'Changes of oneself. What is missing or null stays as it is.',
  fields: (t) => ({
    name: t.string({ description: "One's name, at most 100 characters." }),
    username: t.string({ description: 'At most 100 characters without spaces, unique.' }),
    public_name: t.string({ description: 'The name shown to people outside, at most 100 characters.' }),
    email_address: t.field({ type: 'EmailAddress', description: 'Unique whatever its case.' }),
    mobile_number: t.field({ type: 'Numeric', description: 'Digits only.' }),
    password: t.string({
      description:
        'At least 12 characters and not easily guessed. It signs one out of all other browsers; this one is given a new session cookie.',
    }),
    current_password: t.string({ description: currentPassword }),
    language: t.field({ type: Language, description: 'The language of mails and pages.' }),
    table_paginator_size: t.field({ type: 'Int64Bit', description: 'Rows a page in tables.' }),
    navigation_expanded: t.boolean({ description: 'Whether the navigation is open.' }),
    ui_preferences: t.field({ type: 'Text', description: 'What a client keeps for itself.' }),
    unset_mobile_number: t.boolean({ description: 'True removes the mobile number.' }),
  }),
});

builder.mutationField('updateMe', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: typeFor(meNoun),
    nullable: true,
    rule: person,
    confirmed: ['username', 'email_address', 'password'],
    description: 'Changes oneself. Not for tokens: sign in first.',
    args: { input: t.arg({ type: UpdateMeInput }) },
    resolve: async (_root, { input }, { db, viewer, pepper, renew }) => {
      const renewed = await me.update(db, viewer, pepper, requireInput(input));
      if (renewed) renew(renewed);
      return me.read(db, viewer);
    },
  }),
);
