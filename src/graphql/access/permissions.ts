/** The schema of permissions, methods and permission sets. */

import { levelOf, nounOf, titleOf } from '../../domain/access/nouns.ts';
import { isBuiltIn, kindsOf, type Permission as Name, permissions } from '../../domain/access/permissions.ts';
import { invalid } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import { permissionSetList } from '../../domain/nouns/permission-sets.ts';
import * as sets from '../../domain/tokens/permission-sets.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { MethodKind, Permission, PermissionLevel } from '../enums.ts';
import { managedBy, requireInput, SuccessResponse } from '../inputs.ts';
import { schemaFactsOf } from '../plan/schema-facts.ts';
import { person } from './access-rules.ts';
import { currentPassword } from './confirmation.ts';
import { type Method, rootFieldsOf } from './root-fields.ts';

export const MethodType = builder.objectRef<Method>('Method').implement({
  description: 'A root field. A token can be limited to some root fields.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'The name of the root field.' }),
    kind: t.field({
      type: MethodKind,
      nullable: false,
      description: 'Whether it is a query or a mutation.',
      resolve: ({ kind }) => kind,
    }),
    description: t.exposeString('description', { nullable: false, description: 'What it does, as in the schema.' }),
    permission: t.field({
      type: Permission,
      nullable: true,
      description: 'The permission that calling it requires. Null: none.',
      resolve: ({ permission }) => permission,
    }),
    personal: t.exposeBoolean('personal', {
      nullable: false,
      description: 'Whether only a person may call it, and no token.',
    }),
  }),
});

const PermissionInfo = builder.objectRef<Name>('PermissionInfo').implement({
  description: 'A permission and what it allows.',
  fields: (t) => ({
    name: t.field({
      type: Permission,
      nullable: false,
      description: 'The name of the permission.',
      resolve: (name) => name,
    }),
    title: t.string({
      nullable: false,
      description: 'Its name for people, such as Read users.',
      resolve: titleOf,
    }),
    noun: t.string({
      nullable: false,
      description: 'What it is about, found in its name, such as Users.',
      resolve: nounOf,
    }),
    level: t.field({
      type: PermissionLevel,
      nullable: false,
      description:
        'Whether it only reads, found in its name. Custom permissions that do not begin with READ_ count as writing.',
      resolve: levelOf,
    }),
    group: t.string({
      nullable: false,
      description: 'The subject of the permission, such as Users.',
      resolve: (name) => permissions.get(name)?.group ?? '',
    }),
    description: t.string({
      nullable: false,
      description: 'What it allows.',
      resolve: (name) => permissions.get(name)?.description ?? '',
    }),
    warning: t.string({
      nullable: true,
      description: 'The risk of granting it. Null: no warning.',
      resolve: (name) => permissions.get(name)?.warning,
    }),
    custom: t.boolean({
      nullable: false,
      description: 'Whether an administrator declared it, for the checks of other services.',
      resolve: (name) => !isBuiltIn(name),
    }),
    resource_kinds: t.stringList({
      nullable: false,
      description: 'The kinds of resource to which tokens can limit it, such as `customer`. Empty: none.',
      resolve: (name) => [...kindsOf(name)],
    }),
    retired: t.boolean({
      nullable: false,
      description: 'Whether it was retired: those who have it keep it, and nobody else gets it.',
      resolve: (name) => permissions.get(name)?.retired ?? false,
    }),
    methods: t.field({
      type: [MethodType],
      nullable: false,
      description: 'The root fields that require it.',
      resolve: (name, _args, _context, { schema }) =>
        rootFieldsOf(schema).filter(({ permission }) => permission === name),
    }),
  }),
});

const longestSearch = 200;

/** A test whether texts contain the search text. Errors: INVALID_INPUT for more than 200 characters. */
function matching(search: string | null | undefined): (...texts: string[]) => boolean {
  if (!search) return () => true;
  if (search.length > longestSearch) throw invalid('search', because('TOO_LONG', { most: longestSearch }));
  const wanted = search.trim().toLowerCase();
  return (...texts) => texts.join(' ').toLowerCase().includes(wanted);
}

builder.queryFields((t) => ({
  permissions: t.withAuth({ signedIn: true }).field({
    type: [PermissionInfo],
    nullable: true,
    description:
      'All permissions, built-in and custom, or those whose name, group or description contains a text. Errors: INVALID_INPUT.',
    args: {
      search: t.arg.string({ description: 'A text in the name, group or description, of at most 200 characters.' }),
    },
    resolve: (_root, { search }) => {
      const matches = matching(search);
      const found = [...permissions].filter(([name, { group, description }]) => matches(name, group, description));
      return found.map(([name]) => name);
    },
  }),
  methods: t.withAuth({ signedIn: true }).field({
    type: [MethodType],
    nullable: true,
    description: 'All root fields, or those whose name or description contains a text. Errors: INVALID_INPUT.',
    args: { search: t.arg.string({ description: 'A text in the name or description, of at most 200 characters.' }) },
    resolve: (_root, { search }, _context, { schema }) => {
      const matches = matching(search);
      return rootFieldsOf(schema).filter(({ name, description }) => matches(name, description));
    },
  }),
  permission_sets: t
    .withAuth({ signedIn: true })
    .field(list(permissionSetList, 'The permission sets, which are predefined caps for tokens.')),
}));

const PermissionSet = entity(permissionSetList);

const rules = {
  name: 'At most 100 characters, unique regardless of case.',
  description: 'What the permission set is for.',
  permissions: 'The permissions that its tokens have at most. Not empty; only permissions that the caller has.',
};

const CreateInput = builder.inputType('CreatePermissionSetMutationInput', {
  description: 'A new permission set.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    description: t.string({ description: rules.description }),
    permissions: t.field({ type: [Permission], required: true, description: rules.permissions }),
    managed_by: t.string({ description: managedBy }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateInput = builder.inputType('UpdatePermissionSetMutationInput', {
  description: 'Changes of a permission set. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    name: t.string({ description: rules.name }),
    description: t.string({ description: rules.description }),
    permissions: t.field({ type: [Permission], description: `Replaces the whole list. ${rules.permissions}` }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const setId = { type: 'Int64Bit', required: true, description: 'The id of the permission set.' } as const;

builder.mutationFields((t) => ({
  createPermissionSet: t.withAuth({ permission: 'MANAGE_PERMISSION_SETS' }).field({
    type: PermissionSet,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Creates a permission set. No token may call it: sign in first.',
    args: { input: t.arg({ type: CreateInput }) },
    resolve: async (_root, { input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const { id } = await sets.create(db, viewer, schemaFactsOf(context, schema), requireInput(input));
      return lists.written(permissionSetList, id);
    },
  }),
  updatePermissionSet: t.withAuth({ permission: 'MANAGE_PERMISSION_SETS' }).field({
    type: PermissionSet,
    nullable: true,
    rule: person,
    confirmed: ['permissions'],
    description:
      'Changes a permission set, with effect for all its tokens at once. The caller must be able to grant all its permissions. No token may call it: sign in first.',
    args: { id: t.arg(setId), input: t.arg({ type: UpdateInput }) },
    resolve: async (_root, { id, input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      await sets.update(db, viewer, schemaFactsOf(context, schema), id, requireInput(input));
      return lists.written(permissionSetList, id);
    },
  }),
  deletePermissionSet: t.withAuth({ permission: 'MANAGE_PERMISSION_SETS' }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: 'Deletes a permission set that no token has. No token may call it: sign in first.',
    args: { id: t.arg(setId) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await sets.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
