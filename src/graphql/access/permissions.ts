/** What there is to be allowed: permissions, methods and permission sets in the schema. */

import { type Permission as Name, permissions } from '../../domain/access/permissions.ts';
import { invalid } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import { permissionSetList } from '../../domain/nouns/permission-sets.ts';
import * as sets from '../../domain/tokens/permission-sets.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { MethodKind, Permission } from '../enums.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';
import { environmentOf } from '../plan/environment.ts';
import { currentPassword } from './confirmation.ts';
import { person } from './declared.ts';
import { type Method, rootFieldsOf } from './root-fields.ts';

export const MethodType = builder.objectRef<Method>('Method').implement({
  description: 'A root field, as a token can be limited to it.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'Its name.' }),
    kind: t.field({
      type: MethodKind,
      nullable: false,
      description: 'Whether it reads or changes.',
      resolve: ({ kind }) => kind,
    }),
    description: t.exposeString('description', { nullable: false, description: 'What it does, as the schema says.' }),
    permission: t.field({
      type: Permission,
      nullable: true,
      description: 'What it takes to call it; null: nothing.',
      resolve: ({ permission }) => permission,
    }),
    personal: t.exposeBoolean('personal', {
      nullable: false,
      description: 'Whether only a person may call it, and no token.',
    }),
  }),
});

const PermissionInfo = builder.objectRef<Name>('PermissionInfo').implement({
  description: 'A permission and what it unlocks.',
  fields: (t) => ({
    name: t.field({ type: Permission, nullable: false, description: 'The permission.', resolve: (name) => name }),
    group: t.string({
      nullable: false,
      description: 'What it is about.',
      resolve: (name) => permissions.get(name)?.group ?? '',
    }),
    description: t.string({
      nullable: false,
      description: 'What it allows.',
      resolve: (name) => permissions.get(name)?.description ?? '',
    }),
    warning: t.string({
      nullable: true,
      description: 'Why to think twice before granting it.',
      resolve: (name) => permissions.get(name)?.warning,
    }),
    methods: t.field({
      type: [MethodType],
      nullable: false,
      description: 'The root fields that need it.',
      resolve: (name, _args, _context, { schema }) =>
        rootFieldsOf(schema).filter(({ permission }) => permission === name),
    }),
  }),
});

const longestSearch = 200;

/** Whether texts hold what is searched for. Errors: INVALID_INPUT for more than 200 characters. */
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
    description: 'Every permission there is, or those whose name, group or description hold a text.',
    args: {
      search: t.arg.string({ description: 'A part of the name, group or description, of at most 200 characters.' }),
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
    description: 'Every root field there is, or those whose name or description hold a text.',
    args: { search: t.arg.string({ description: 'A part of the name or description, of at most 200 characters.' }) },
    resolve: (_root, { search }, _context, { schema }) => {
      const matches = matching(search);
      return rootFieldsOf(schema).filter(({ name, description }) => matches(name, description));
    },
  }),
  permission_sets: t.withAuth({ signedIn: true }).field(list(permissionSetList, 'The predefined caps for tokens.')),
}));

const PermissionSet = entity(permissionSetList);

const rules = {
  name: 'At most 100 characters, unique whatever its case.',
  description: 'What it is for.',
  permissions: 'The most its tokens may do. Not empty; only permissions one has.',
};

const CreateInput = builder.inputType('CreatePermissionSetMutationInput', {
  description: 'A new permission set.',
  fields: (t) => ({
    name: t.string({ required: true, description: rules.name }),
    description: t.string({ description: rules.description }),
    permissions: t.field({ type: [Permission], required: true, description: rules.permissions }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateInput = builder.inputType('UpdatePermissionSetMutationInput', {
  description: 'Changes of a permission set. What is missing or null stays as it is.',
  fields: (t) => ({
    name: t.string({ description: rules.name }),
    description: t.string({ description: rules.description }),
    permissions: t.field({ type: [Permission], description: `Replaces the list whole. ${rules.permissions}` }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const setId = { type: 'Int64Bit', required: true, description: 'The permission set.' } as const;

builder.mutationFields((t) => ({
  createPermissionSet: t.withAuth({ permission: 'MANAGE_PERMISSION_SETS' }).field({
    type: PermissionSet,
    nullable: true,
    rule: person,
    confirmed: 'always',
    description: 'Creates a permission set. Not for tokens: sign in first.',
    args: { input: t.arg({ type: CreateInput }) },
    resolve: async (_root, { input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const asked = requireInput(input) as sets.PermissionSetInput;
      const { id } = await sets.create(db, viewer, environmentOf(context, schema), asked);
      return lists.written(permissionSetList, id);
    },
  }),
  updatePermissionSet: t.withAuth({ permission: 'MANAGE_PERMISSION_SETS' }).field({
    type: PermissionSet,
    nullable: true,
    rule: person,
    confirmed: ['permissions'],
    description:
      'Changes a permission set that gives no more than one could grant oneself, for all its tokens at once. Not for tokens: sign in first.',
    args: { id: t.arg(setId), input: t.arg({ type: UpdateInput }) },
    resolve: async (_root, { id, input }, context, { schema }) => {
      const { db, viewer, lists } = context;
      const asked = requireInput(input) as Partial<sets.PermissionSetInput>;
      await sets.update(db, viewer, environmentOf(context, schema), id, asked);
      return lists.written(permissionSetList, id);
    },
  }),
  deletePermissionSet: t.withAuth({ permission: 'MANAGE_PERMISSION_SETS' }).field({
    type: SuccessResponse,
    nullable: true,
    rule: person,
    confirmed: 'never',
    description: 'Deletes a permission set no token is capped to. Not for tokens: sign in first.',
    args: { id: t.arg(setId) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await sets.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
