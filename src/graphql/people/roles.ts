/** Roles in the schema. */

import { roleList } from '../../domain/nouns/roles.ts';
import * as roles from '../../domain/people/roles.ts';
import { warningsOf } from '../../domain/reach/reach.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Permission } from '../enums.ts';
import { NoteInput, requireInput, SuccessResponse } from '../inputs.ts';
import { environmentOf } from '../plan/environment.ts';
import { ForDocument, plan } from '../plan/required-permissions.ts';

export const Role = entity(roleList, (t) => ({
  warnings: t.stringList({
    nullable: false,
    cost: 300,
    description: 'What its permissions lead to beyond themselves, a sentence each. `reach` says it in full.',
    resolve: (row, _args, { mail }) => warningsOf(row.applied_permissions as string[], mail.configured),
  }),
}));

builder.queryField('roles', (t) => t.withAuth({ permission: 'READ_ROLE' }).field(list(roleList, 'Roles.')));

const name = 'At most 100 characters, unique whatever its case.';
const appliedPermissions = 'What users of the role may do. Nobody grants what they lack.';

const CreateRoleInput = builder.inputType('CreateRoleMutationInput', {
  description: 'A new role.',
  fields: (t) => ({
    name: t.string({ required: true, description: name }),
    applied_permissions: t.field({
      type: [Permission],
      description: `Required without \`for_document\`. ${appliedPermissions}`,
    }),
    for_document: t.field({
      type: ForDocument,
      description: 'Applies exactly the permissions this document needs. Not with `applied_permissions`.',
    }),
    note: t.field({ type: NoteInput, description: 'A note to leave on it.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateRoleInput = builder.inputType('UpdateRoleMutationInput', {
  description: 'Changes of a role. What is missing or null stays as it is.',
  fields: (t) => ({
    name: t.string({ description: name }),
    applied_permissions: t.field({
      type: [Permission],
      description: `Replaces the old list whole. ${appliedPermissions}`,
    }),
    current_password: t.string({ description: currentPassword }),
  }),
});

builder.mutationFields((t) => ({
  createRole: t.withAuth({ permission: 'CREATE_ROLE' }).field({
    type: Role,
    nullable: true,
    rule: {
      given: {
        'input.applied_permissions': { asks: 'NAMED', decides: 'ROLE_MADE' },
        'input.for_document': { asks: 'DOCUMENT', decides: 'ROLE_MADE' },
        'input.note': { asks: { permission: 'CREATE_NOTE' }, decides: 'ROLE_MADE' },
      },
    },
    confirmed: 'always',
    description: 'Creates a role.',
    args: { input: t.arg({ type: CreateRoleInput }) },
    resolve: async (_root, { input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const { for_document, ...wanted } = requireInput(input);
      const exact = for_document && (await plan(for_document, schema, context)).permissions;
      const asked = { ...wanted, exact } as roles.CreateRoleInput;
      const { id } = await roles.create(db, viewer, environmentOf(context, schema), asked);
      return lists.written(roleList, id);
    },
  }),
  updateRole: t.withAuth({ permission: 'UPDATE_ROLE' }).field({
    type: Role,
    nullable: true,
    rule: {
      decides: 'ROLE_CHANGED',
      given: { 'input.applied_permissions': { asks: 'NAMED', decides: 'ROLE_CHANGED' } },
    },
    confirmed: ['applied_permissions'],
    description:
      'Changes a role that gives no more than one could grant oneself, for all its users and their tokens at once.',
    args: {
      input: t.arg({ type: UpdateRoleInput }),
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The role.' }),
    },
    resolve: async (_root, { input, id }, context, { schema }) => {
      const { db, viewer, lists } = context;
      await roles.update(db, viewer, environmentOf(context, schema), id, requireInput(input) as roles.UpdateRoleInput);
      return lists.written(roleList, id);
    },
  }),
  deleteRole: t.withAuth({ permission: 'DELETE_ROLE' }).field({
    type: SuccessResponse,
    nullable: true,
    confirmed: 'never',
    description: 'Deletes a role nobody is in. CONFLICT names who still is.',
    args: { id: t.arg({ type: 'Int64Bit', required: true, description: 'The role.' }) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await roles.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
