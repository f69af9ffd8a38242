/** The schema of the reach of a role, a token or the caller: what it may call and read, and what that leads to. */
import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isAbstractType, isObjectType } from 'graphql';
import { everyPermission } from '../../domain/access/permissions.ts';
import type { Step } from '../../domain/reach/act-texts.ts';
import { capabilitiesOf } from '../../domain/reach/capabilities.ts';
import type { Escalation } from '../../domain/reach/escalations.ts';
import { type Reach, reachOf } from '../../domain/reach/reach.ts';
import { withinDocuments } from '../../domain/reach/refuse-escalations.ts';
import { builder } from '../builder.ts';
import { EscalationAct, EscalationActor, EscalationKind, Permission } from '../enums.ts';
import { schemaFactsOf } from '../plan/schema-facts.ts';
import { type Access, type Rule, subjectNamed } from './access-rules.ts';
import { MethodType } from './permissions.ts';
import { rootFieldsOf } from './root-fields.ts';

interface Extended {
  extensions: { access?: unknown; rule?: unknown };
}

/**
 * Whether the role, token or person has the permission that a field or a type requires, everywhere or, where that is enough, on some
 * project.
 */
function isOpen({ everywhere, onProjects }: Reach, { extensions }: Extended): boolean {
  const access = extensions.access as Access | undefined;
  if (!access || !('permission' in access)) return true;
  return everywhere.has(access.permission) || (access.onProjects !== undefined && onProjects.has(access.onProjects));
}

const rootFields = (schema: GraphQLSchema) =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));

/** The root fields that the role, token or person can run on at least some rows. */
export const callable = (schema: GraphQLSchema, reach: Reach) =>
  rootFields(schema).filter((field) => {
    const rule = field.extensions.rule as Rule | undefined;
    const isForIt = reach.person || !rule?.person || (rule.rotating && reach.rotates);
    const onSome = !rule?.permission || reach.permissions.has(rule.permission);
    return isForIt && onSome && isOpen(reach, field) && (!reach.methods || reach.methods.has(field.name));
  });

/** The object types of which the role, token or person can read a field, on any path from the root fields that it can run. */
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
  description: 'One act of an escalation.',
  fields: (t) => ({
    method: t.exposeString('method', { nullable: false, description: 'The root field that is called.' }),
    actor: t.field({
      type: EscalationActor,
      nullable: false,
      description: 'Who calls it.',
      resolve: ({ actor }) => actor,
    }),
    act: t.field({
      type: EscalationAct,
      nullable: false,
      description: 'What the act does.',
      resolve: ({ act }) => act,
    }),
    words: t.exposeString('words', { nullable: false, description: 'The actor and the act in a sentence.' }),
  }),
});

export const EscalationType = builder.objectRef<Escalation>('Escalation').implement({
  description: 'An escalation: a sequence of permitted acts that leads to more.',
  fields: (t) => ({
    leads_to: t.field({
      type: EscalationKind,
      nullable: false,
      description: 'The kind of what it leads to.',
      resolve: ({ leadsTo }) => leadsTo,
    }),
    words: t.exposeString('words', { nullable: false, description: 'A sentence on what it leads to.' }),
    permissions: t.field({
      type: [Permission],
      nullable: false,
      description:
        'The permissions that it leads to, on projects created on the way. Empty where it leads to more of another kind.',
      resolve: ({ permissions }) => permissions,
    }),
    steps: t.field({
      type: [StepType],
      nullable: false,
      description: 'The shortest sequence of acts, in order.',
      resolve: ({ steps }) => steps,
    }),
  }),
});

const ReachType = builder.objectRef<Reach>('Reach').implement({
  description: 'The reach of a role, a token or a person: what it may do, and what that leads to.',
  fields: (t) => ({
    permissions: t.field({
      type: [Permission],
      nullable: false,
      description:
        'The permissions that it has, everywhere, on some project, or on the resources to which a token is limited.',
      resolve: ({ permissions }) => [...everyPermission].filter((permission) => permissions.has(permission)),
    }),
    methods: t.field({
      type: [MethodType],
      nullable: false,
      cost: 50,
      description:
        'The root fields that it can run; rules about rows decide on which rows. For a token bound to stored documents, the root fields of those documents.',
      resolve: (reach, _args, _context, { schema }) => {
        const names = new Set(callable(schema, reach).map(({ name }) => name));
        return rootFieldsOf(schema).filter(({ name }) => names.has(name));
      },
    }),
    types: t.stringList({
      nullable: false,
      cost: 100,
      description: 'The names of the object types of which it can read a field, on any path from its root fields.',
      resolve: (reach, _args, _context, { schema }) => readable(schema, reach),
    }),
    escalations: t.field({
      type: [EscalationType],
      nullable: false,
      description:
        'What permitted acts lead to beyond all this, with the shortest escalation of each kind. Where a fact is known only roughly, the list has rather one escalation too many than one too few.',
      resolve: ({ escalations }) => escalations,
    }),
    statement: t.exposeString('statement', {
      nullable: false,
      description: 'Whether there are escalations, and to what they lead, in a sentence.',
    }),
  }),
});

builder.queryField('reach', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ReachType,
    nullable: true,
    cost: 400,
    rule: subjectNamed,
    description:
      'What a role, a token or the caller may do, and whether that leads to more: to permissions or root fields that it lacks, to acts that only people may do, or to access that still works after the token ends. The reach of a role covers users in it and their tokens without a cap. Errors: INVALID_INPUT for both ids, NOT_FOUND, FORBIDDEN.',
    args: {
      role_id: t.arg({ type: 'Int64Bit', description: 'The id of the role. Requires `READ_ROLE`.' }),
      personal_access_token_id: t.arg({
        type: 'Int64Bit',
        description: "The id of the token. Other users' tokens require `READ_PERSONAL_ACCESS_TOKEN`.",
      }),
    },
    resolve: async (_root, { role_id, personal_access_token_id }, context, { schema }) => {
      const { db, viewer, mail } = context;
      const capabilities = await capabilitiesOf(db, viewer, { roleId: role_id, tokenId: personal_access_token_id });
      return reachOf(db, mail.configured, await withinDocuments(db, schemaFactsOf(context, schema), capabilities));
    },
  }),
);
