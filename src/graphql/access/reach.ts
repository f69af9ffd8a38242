/** How far a role, a token or oneself reaches, in the schema: what it may call and read, and what that leads to. */
import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isAbstractType, isObjectType } from 'graphql';
import { everyPermission } from '../../domain/access/permissions.ts';
import { capabilitiesOf } from '../../domain/reach/capabilities.ts';
import type { Escalation } from '../../domain/reach/escalations.ts';
import { type Reach, reachOf } from '../../domain/reach/reach.ts';
import { withinDocuments } from '../../domain/reach/refuse-escalations.ts';
import type { Step } from '../../domain/reach/words.ts';
import { builder } from '../builder.ts';
import { EscalationAct, EscalationActor, EscalationKind, Permission } from '../enums.ts';
import { environmentOf } from '../plan/environment.ts';
import { type Access, type Rule, subjectNamed } from './declared.ts';
import { MethodType } from './permissions.ts';
import { rootFieldsOf } from './root-fields.ts';

interface Extended {
  extensions: { access?: unknown; rule?: unknown };
}

/** Whether it has the permission that a field or a type asks for, everywhere or, where that will do, on some project. */
function isOpen({ everywhere, onProjects }: Reach, { extensions }: Extended): boolean {
  const access = extensions.access as Access | undefined;
  if (!access || !('permission' in access)) return true;
  return everywhere.has(access.permission) || (access.onProjects !== undefined && onProjects.has(access.onProjects));
}

const rootFields = (schema: GraphQLSchema) =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));

/** The root fields it can run on something. */
export const callable = (schema: GraphQLSchema, reach: Reach) =>
  rootFields(schema).filter((field) => {
    const rule = field.extensions.rule as Rule | undefined;
    const isForIt = reach.person || !rule?.person || (rule.rotating && reach.rotates);
    const onSome = !rule?.permission || reach.permissions.has(rule.permission);
    return isForIt && onSome && isOpen(reach, field) && (!reach.methods || reach.methods.has(field.name));
  });

/** The object types it can read a field of, on any way from the root fields it can run. */
export function readable(schema: GraphQLSchema, reach: Reach): string[] {
  const seen = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    for (const one of isAbstractType(type) ? schema.getPossibleTypes(type) : [type]) {
      if (!isObjectType(one) || seen.has(one.name) || !isOpen(reach, one)) continue;
      seen.add(one.name);
      for (const field of Object.values(one.getFields())) if (isOpen(reach, field)) visit(getNamedType(field.type));
    }
  };
  for (const field of callable(schema, reach)) visit(getNamedType(field.type));
  return [...seen].sort();
}

const StepType = builder.objectRef<Step>('EscalationStep').implement({
  description: 'One act on the way to more.',
  fields: (t) => ({
    method: t.exposeString('method', { nullable: false, description: 'The root field called.' }),
    actor: t.field({
      type: EscalationActor,
      nullable: false,
      description: 'Who does it.',
      resolve: ({ actor }) => actor,
    }),
    act: t.field({ type: EscalationAct, nullable: false, description: 'What is done.', resolve: ({ act }) => act }),
    words: t.exposeString('words', { nullable: false, description: 'Both in a sentence.' }),
  }),
});

const EscalationType = builder.objectRef<Escalation>('Escalation').implement({
  description: 'A way from what one may do to more, by acts each of which is allowed.',
  fields: (t) => ({
    leads_to: t.field({
      type: EscalationKind,
      nullable: false,
      description: 'What kind of more.',
      resolve: ({ leadsTo }) => leadsTo,
    }),
    words: t.exposeString('words', { nullable: false, description: 'What more, in words.' }),
    permissions: t.field({
      type: [Permission],
      nullable: false,
      description:
        'The permissions it leads to, on projects made on the way; none where it leads to more of another kind.',
      resolve: ({ permissions }) => permissions,
    }),
    steps: t.field({
      type: [StepType],
      nullable: false,
      description: 'The shortest way there, an act after the other.',
      resolve: ({ steps }) => steps,
    }),
  }),
});

const ReachType = builder.objectRef<Reach>('Reach').implement({
  description: 'How far a role, a token or a person reaches: by what it has, and by what that leads to.',
  fields: (t) => ({
    permissions: t.field({
      type: [Permission],
      nullable: false,
      description: 'What it may do, everywhere or on some project.',
      resolve: ({ permissions }) => [...everyPermission].filter((permission) => permissions.has(permission)),
    }),
    methods: t.field({
      type: [MethodType],
      nullable: false,
      cost: 50,
      description:
        'The root fields it can run; on which rows, the rules about rows say. Of a token bound to documents that are all kept here, those of its documents.',
      resolve: (reach, _args, _context, { schema }) => {
        const names = new Set(callable(schema, reach).map(({ name }) => name));
        return rootFieldsOf(schema).filter(({ name }) => names.has(name));
      },
    }),
    types: t.stringList({
      nullable: false,
      cost: 100,
      description: 'The object types it can read some field of, by their names, on any way from its root fields.',
      resolve: (reach, _args, _context, { schema }) => readable(schema, reach),
    }),
    escalations: t.field({
      type: [EscalationType],
      nullable: false,
      description:
        'What it can come to beyond all this by acts it may do, of each kind the shortest way. Where a fact is known only roughly, a way too many is told rather than one too few.',
      resolve: ({ escalations }) => escalations,
    }),
    statement: t.exposeString('statement', { nullable: false, description: 'The same in a sentence.' }),
  }),
});

builder.queryField('reach', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ReachType,
    nullable: true,
    cost: 400,
    rule: subjectNamed,
    description:
      'What a role, a token or the caller may do, and whether that leads to more: permissions or root fields it lacks, what only people may do, or a way in that outlives it. A role counts for people in it and for a token of theirs without limits. Errors: INVALID_INPUT for both ids, NOT_FOUND, FORBIDDEN.',
    args: {
      role_id: t.arg({ type: 'Int64Bit', description: 'The reach of this role. Needs `READ_ROLE`.' }),
      personal_access_token_id: t.arg({
        type: 'Int64Bit',
        description: "The reach of this token, one's own or with `READ_PERSONAL_ACCESS_TOKEN` anybody's.",
      }),
    },
    resolve: async (_root, { role_id, personal_access_token_id }, context, { schema }) => {
      const { db, viewer, mail } = context;
      const capabilities = await capabilitiesOf(db, viewer, { roleId: role_id, tokenId: personal_access_token_id });
      return reachOf(db, mail.configured, await withinDocuments(db, environmentOf(context, schema), capabilities));
    },
  }),
);
