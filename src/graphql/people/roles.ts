/** The schema of roles. */

import { roleList } from '../../domain/nouns/roles.ts';
import * as roles from '../../domain/people/roles.ts';
import { warningsOf } from '../../domain/reach/reach.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Permission } from '../enums.ts';
import { managedBy, NoteInput, requireInput, SuccessResponse } from '../inputs.ts';
import { ForDocument, plan } from '../plan/required-permissions.ts';
import { schemaFactsOf } from '../plan/schema-facts.ts';

export const Role = entity(roleList, (t) => ({
  warnings: t.stringList({
    nullable: false,
    cost: 300,
    description:
      'What its permissions lead to beyond themselves, a sentence for each escalation. `reach` gives the details.',
    resolve: (row, _args, { mail }) => warningsOf(row.applied_permissions as string[], mail.configured),
  }),
}));

builder.queryField('roles', (t) => t.withAuth({ permission: 'READ_ROLE' }).field(list(roleList, 'Roles.')));

const name = 'The name, at most 100 characters, unique regardless of case.';
const appliedPermissions = 'The permissions of users with the role. Only permissions that the caller has.';

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
      description:
        'Gives the role exactly the permissions that this document needs. Cannot be combined with `applied_permissions`.',
    }),
    note: t.field({ type: NoteInput, description: 'A note to leave on the role.' }),
    managed_by: t.string({ description: managedBy }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateRoleInput = builder.inputType('UpdateRoleMutationInput', {
  description: 'Changes of a role. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    name: t.string({ description: name }),
    applied_permissions: t.field({
      type: [Permission],
      description: `Replaces the whole list. ${appliedPermissions}`,
    }),
    note: t.field({ type: NoteInput, description: 'A note to leave on the role.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

builder.mutationFields((t) => ({
  createRole: t.withAuth({ permission: 'CREATE_ROLE' }).field({
    type: Role,
    nullable: true,
    rule: {
      byArgument: {
        'input.applied_permissions': { requires: 'NAMED', unknown: 'ROLE_MADE' },
        'input.for_document': { requires: 'DOCUMENT', unknown: 'ROLE_MADE' },
        'input.note': { requires: { permission: 'CREATE_NOTE' }, unknown: 'ROLE_MADE' },
      },
    },
    confirmed: 'always',
    description: 'Creates a role.',
    args: { input: t.arg({ type: CreateRoleInput }) },
    resolve: async (_root, { input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const { for_document, ...wanted } = requireInput(input);
      const exact = for_document && (await plan(for_document, schema, context)).permissions;
      const values = { ...wanted, exact } as roles.CreateRoleInput;
      const { id } = await roles.create(db, viewer, schemaFactsOf(context, schema), values);
      return lists.written(roleList, id);
    },
  }),
  updateRole: t.withAuth({ permission: 'UPDATE_ROLE' }).field({
    type: Role,
    nullable: true,
    rule: {
      unknown: 'ROLE_CHANGED',
      byArgument: {
        'input.applied_permissions': { requires: 'NAMED', unknown: 'ROLE_CHANGED' },
        'input.note': { requires: { permission: 'CREATE_NOTE' }, unknown: 'ROLE_CHANGED' },
      },
    },
    confirmed: ['applied_permissions'],
    description:
      'Changes a role, with effect for all its users and their tokens at once. The caller must be able to grant all its permissions.',
    args: {
      input: t.arg({ type: UpdateRoleInput }),
      id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the role.' }),
    },
    resolve: async (_root, { input, id }, context, { schema }) => {
      const { db, viewer, lists } = context;
      await roles.update(db, viewer, schemaFactsOf(context, schema), id, requireInput(input) as roles.UpdateRoleInput);
      return lists.written(roleList, id);
    },
  }),
  deleteRole: t.withAuth({ permission: 'DELETE_ROLE' }).field({
    type: SuccessResponse,
    nullable: true,
    confirmed: 'never',
    description: 'Deletes a role that no user has. CONFLICT names users who still have it.',
    args: { id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the role.' }) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await roles.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
