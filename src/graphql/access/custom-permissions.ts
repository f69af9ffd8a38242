/** The schema of custom permissions. */
import * as custom from '../../domain/access/custom-permissions.ts';
import { customPermissionList } from '../../domain/nouns/custom-permissions.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { managedBy, requireInput, SuccessResponse } from '../inputs.ts';
import { person } from './access-rules.ts';
import { currentPassword } from './confirmation.ts';

const CustomPermission = entity(customPermissionList);

builder.queryField('custom_permissions', (t) =>
  t
    .withAuth({ signedIn: true })
    .field(
      list(customPermissionList, 'The custom permissions. `permissions` lists them together with the built-in ones.'),
    ),
);

const texts = {
  name: '3 to 64 characters: A to Z, 0 to 9 and `_`, beginning with a letter. It is not the name of another permission and never changes.',
  group: 'The heading under which pages list it. At most 100 characters, not blank.',
  description: 'What it allows. At most 500 characters in one line, not blank.',
  warning: 'The risk of granting it. At most 500 characters in one line, not blank.',
  kinds:
    'The kinds of resource to which tokens can limit it (`allowed_resources`), such as `customer`: at most 10, each of 1 to 64 characters of a to z, 0 to 9, `_` and `-`, beginning with a letter. Not `project`, which is built in.',
};

const CreateInput = builder.inputType('CreatePermissionMutationInput', {
  description: 'A new custom permission.',
  fields: (t) => ({
    name: t.string({ required: true, description: texts.name }),
    group: t.string({ required: true, description: texts.group }),
    description: t.string({ required: true, description: texts.description }),
    warning: t.string({ description: texts.warning }),
    resource_kinds: t.stringList({ description: texts.kinds }),
    managed_by: t.string({ description: managedBy }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateInput = builder.inputType('UpdatePermissionMutationInput', {
  description: 'Changes of a custom permission. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    group: t.string({ description: texts.group }),
    description: t.string({ description: texts.description }),
    warning: t.string({ description: texts.warning }),
    resource_kinds: t.stringList({ description: `${texts.kinds} They can be given once, and do not change any more.` }),
    unset_warning: t.boolean({ description: 'Whether to remove the warning.' }),
    unset_retired: t.boolean({ description: 'Whether it can be granted again after it was retired.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const id = { type: 'Int64Bit', required: true, description: 'The id of the custom permission.' } as const;
const noToken = 'No token may call it: sign in first.';

builder.mutationFields((t) => ({
  createPermission: t.withAuth({ permission: 'MANAGE_PERMISSIONS' }).field({
    type: CustomPermission,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Declares a permission for the checks of other services, at most 500. From the next request on it is a value of \`Permission\`, and super admins have it. Errors: INVALID_INPUT, CONFLICT. ${noToken}`,
    args: { input: t.arg({ type: CreateInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const made = await custom.create(db, viewer, requireInput(input));
      return lists.written(customPermissionList, made.id);
    },
  }),
  updatePermission: t.withAuth({ permission: 'MANAGE_PERMISSIONS' }).field({
    type: CustomPermission,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: `Changes how a custom permission is described, declares its resource kinds, or takes back that it was retired. Errors: INVALID_INPUT, NOT_FOUND, CONFLICT if it has other resource kinds. ${noToken}`,
    args: { input: t.arg({ type: UpdateInput }), id: t.arg(id) },
    resolve: async (_root, { input, id }, { db, viewer, lists }) => {
      await custom.update(db, viewer, id, requireInput(input));
      return lists.written(customPermissionList, id);
    },
  }),
  retirePermission: t.withAuth({ permission: 'MANAGE_PERMISSIONS' }).field({
    type: CustomPermission,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: `Retires a custom permission: roles, permission sets, tokens and grants that have it keep it, and none gets it any more. Errors: NOT_FOUND. ${noToken}`,
    args: { id: t.arg(id) },
    resolve: async (_root, { id }, { db, viewer, lists }) => {
      await custom.retire(db, viewer, id);
      return lists.written(customPermissionList, id);
    },
  }),
  deletePermission: t.withAuth({ permission: 'MANAGE_PERMISSIONS' }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: `Deletes a custom permission that no role, permission set, token, grant or pending request has, and no OpenAPI document of an API requires. Errors: NOT_FOUND, CONFLICT if somebody has it (retire it instead), or if an API requires it: requests that need it would all be refused. ${noToken}`,
    args: { id: t.arg(id) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await custom.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
