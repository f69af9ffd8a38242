/**
 * Documents that clients send instead of a list of permissions: what a document needs, who lacks it, and a cap for
 * exactly that.
 */
import { type DocumentNode, type GraphQLSchema, getOperationAST, Kind } from 'graphql';
import type { Db } from '../../db/database.ts';
import { lacking, type Permission as Name } from '../../domain/access/permissions.ts';
import { invalid } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import { capabilitiesOf } from '../../domain/reach/capabilities.ts';
import { hashOf, isBound, ofDocument, type Wanted } from '../../domain/tokens/operations.ts';
import { subjectNamed } from '../access/access-rules.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { checkingCost } from '../cost/limits.ts';
import { Permission, PlanUnknownKind } from '../enums.ts';
import { isObject, readJson } from '../json.ts';
import type { NamedDocuments } from './named-documents.ts';
import { type Plan, planOf } from './plan.ts';
import { sending } from './values.ts';
import type { Requirement, Unknown } from './walk.ts';

interface Named {
  document: string;
  operation_name?: string | null;
  variables?: string | null;
}

/** The plan of a document, checked against the schema. Errors: INVALID_INPUT with the field at fault. */
export async function plan(
  named: Named,
  schema: GraphQLSchema,
  { documents, answer }: Pick<Context, 'documents' | 'answer'>,
): Promise<Plan> {
  const { document, operation_name } = named;
  await documents.prepare(document, schema, answer.turn);
  await answer.turn(checkingCost(named.variables));
  const found = documents.require(document, operation_name, schema);
  const values = variablesOf(named.variables);
  return planOf(schema, found.document, operation_name, values ? sending(values) : undefined, documents);
}

function variablesOf(text: string | null | undefined): Record<string, unknown> | null {
  if (!text) return null;
  const variables = readJson(text, (rule) => invalid('variables', rule));
  if (variables === null) return null;
  if (!isObject(variables)) throw invalid('variables', because('NOT_AN_OBJECT'));
  return variables;
}

/** The cap for `for_document`: exactly the plan. Refuses a document that no token may run. */
export async function exactly(
  named: Named,
  schema: GraphQLSchema,
  context: Pick<Context, 'documents' | 'answer'>,
): Promise<{ permissions: Name[]; methods: string[] }> {
  const { permissions, methods, personal } = await plan(named, schema, context);
  if (personal.length > 0) throw invalid('for_document', because('NOT_FOR_TOKENS', { methods: personal }));
  return { permissions, methods };
}

/** What a request wants to run; null if its document has no such operation. */
export function wantedOf(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Record<string, unknown>,
): Wanted | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const declares = new Set((operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  const only = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  return { name: operation.name?.value ?? null, only, declares, variables };
}

export const ForDocument = builder.inputType('ForDocumentInput', {
  description: 'A GraphQL document, from which the required permissions are computed.',
  fields: (t) => ({
    document: t.field({ type: 'Text', required: true, description: 'The text of the document.' }),
    operation_name: t.string({ description: 'The name of the operation. Required if the document has several.' }),
    variables: t.field({
      type: 'Text',
      description:
        'Its variables as JSON. Without them, what depends on a variable is computed from its default, and is otherwise unknown.',
    }),
  }),
});

const RequirementType = builder.objectRef<Requirement>('PermissionRequirement').implement({
  description: 'Why a permission is needed.',
  fields: (t) => ({
    path: t.exposeString('path', { nullable: false, description: 'The path in the answer that requires it.' }),
    field: t.exposeString('field', {
      nullable: false,
      description: 'The field or type that declares it, such as `User.role`.',
    }),
    permission: t.field({
      type: Permission,
      nullable: false,
      description: 'The permission.',
      resolve: ({ permission }) => permission,
    }),
  }),
});

const UnknownType = builder.objectRef<Unknown>('PlanUnknown').implement({
  description: 'Something that is known only when the document runs.',
  fields: (t) => ({
    path: t.exposeString('path', { nullable: false, description: 'The path in the answer.' }),
    kind: t.field({
      type: PlanUnknownKind,
      nullable: false,
      description: 'What it depends on, for programs.',
      resolve: ({ kind }) => kind,
    }),
    about: t.exposeString('about', {
      nullable: true,
      description: 'The permission, type, variable or directive concerned. Null: none.',
    }),
    reason: t.exposeString('reason', { nullable: false, description: 'What it depends on, in a sentence.' }),
  }),
});

interface Compared extends Plan {
  missing: Name[];
  missingMethods: string[];
  runsDocument: boolean;
}

const RequiredPermissions = builder.objectRef<Compared>('RequiredPermissions').implement({
  description: 'What a document needs, computed without running it.',
  fields: (t) => ({
    permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'All permissions that it needs.',
      resolve: (plan) => plan.permissions,
    }),
    methods: t.exposeStringList('methods', { nullable: false, description: 'The root fields that it calls.' }),
    requirements: t.field({
      type: [RequirementType],
      nullable: false,
      description: 'Which field requires which permission.',
      resolve: (plan) => plan.requirements,
    }),
    unknowns: t.field({
      type: [UnknownType],
      nullable: false,
      description: 'What is known only when it runs.',
      resolve: (plan) => plan.unknowns,
    }),
    personal: t.exposeStringList('personal', {
      nullable: false,
      description: 'The root fields it calls that no token may call.',
    }),
    missing_permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'The required permissions that the caller, the role or the token lacks.',
      resolve: (plan) => plan.missing,
    }),
    missing_methods: t.exposeStringList('missingMethods', {
      nullable: false,
      description: 'The root fields it calls that the token may not call.',
    }),
    runs_document: t.exposeBoolean('runsDocument', {
      nullable: false,
      description:
        'Whether the token may send the document: false if it is bound to other documents, or to other values of its variables.',
    }),
  }),
});

builder.queryField('required_permissions', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: RequiredPermissions,
    nullable: true,
    cost: 400,
    rule: subjectNamed,
    description:
      'The permissions that a document needs, and those that the caller, a role or a token lacks. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN, LIMITED.',
    args: {
      document: t.arg({ type: 'Text', required: true, description: 'The text of the document.' }),
      operation_name: t.arg.string({ description: 'The name of the operation. Required if the document has several.' }),
      variables: t.arg({
        type: 'Text',
        description:
          'Its variables as JSON. Without them, what depends on a variable is computed from its default, and is otherwise unknown.',
      }),
      role_id: t.arg({ type: 'Int64Bit', description: 'The id of a role to compare with. Requires `READ_ROLE`.' }),
      personal_access_token_id: t.arg({
        type: 'Int64Bit',
        description: "The id of a token to compare with. Other users' tokens require `READ_PERSONAL_ACCESS_TOKEN`.",
      }),
    },
    resolve: async (_root, { role_id, personal_access_token_id, ...named }, context, { schema }) => {
      const { db, viewer, documents } = context;
      const { permissions, methods, boundToken } = await capabilitiesOf(db, viewer, {
        roleId: role_id,
        tokenId: personal_access_token_id,
      });
      const found = await plan(named, schema, context);
      return {
        ...found,
        missing: lacking(found.permissions, permissions),
        missingMethods: found.methods.filter((name) => methods !== null && !methods.has(name)),
        runsDocument: boundToken === null || (await runs(db, boundToken, named, documents)),
      };
    },
  }),
);

async function runs(
  db: Db,
  tokenId: string,
  { document, operation_name, variables }: Named,
  documents: NamedDocuments,
): Promise<boolean> {
  const found = documents.stored(document, operation_name);
  const wanted = found && wantedOf(found.document, operation_name, variablesOf(variables) ?? {});
  return wanted !== null && isBound(await ofDocument(db, tokenId, hashOf(document)), wanted);
}
