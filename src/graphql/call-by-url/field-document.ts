/**
 * The document that calls one root field, with a variable for each of its arguments. It selects what the result itself
 * contains: values, and for a list one page of rows with their values, but no relations and nothing that has to be computed.
 */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import type { Permission } from '../../domain/access/permissions.ts';
import { holds, type Viewer } from '../../domain/access/viewer.ts';
import type { Access } from '../access/access-rules.ts';

export interface FieldCall {
  name: string;
  operation: 'query' | 'mutation';
  document: string;
  /** Of a mutation whose result requires a permission of its own: that, and the document that selects nothing of it. */
  unseen: { access: Permitted; document: string } | null;
  args: readonly GraphQLArgument[];
}

type Permitted = Extract<Access, { permission: Permission }>;

/** The document for this viewer: one that selects what the viewer may not read would be refused before the change. */
export function documentFor({ document, unseen }: FieldCall, viewer: Viewer | null): string {
  if (!unseen || !viewer) return document;
  const { permission, onProjects } = unseen.access;
  return holds(viewer, permission, onProjects !== undefined) ? document : unseen.document;
}

const known = new WeakMap<GraphQLSchema, Map<string, FieldCall>>();

/** Undefined if there is no such root field. */
export function callOf(schema: GraphQLSchema, name: string): FieldCall | undefined {
  const calls = known.get(schema) ?? allCalls(schema);
  known.set(schema, calls);
  return calls.get(name);
}

function allCalls(schema: GraphQLSchema): Map<string, FieldCall> {
  const types = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  const calls = types.flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ofField(operation, field)),
  );
  return new Map(calls.map((call) => [call.name, call]));
}

function ofField(operation: FieldCall['operation'], { name, args, type }: GraphQLField<unknown, unknown>): FieldCall {
  const inParentheses = (texts: string[]) => (texts.length === 0 ? '' : `(${texts.join(', ')})`);
  const variables = inParentheses(args.map((arg) => `$${arg.name}: ${arg.type}`));
  const given = inParentheses(args.map((arg) => `${arg.name}: $${arg.name}`));
  const selecting = (selected: string) => `${operation} ${name}${variables} { ${name}${given}${selected} }`;
  const access = getNamedType(type).extensions.access as Access | undefined;
  const isGuarded = operation === 'mutation' && access && 'permission' in access;
  const unseen = isGuarded ? { access, document: selecting(' { __typename }') } : null;
  return { name, operation, args, document: selecting(selection(type)), unseen };
}

function selection(type: GraphQLOutputType): string {
  const fields = fieldsOf(type);
  if (!fields) return '';
  const { entities } = fields;
  // The cursor leads to the next page. Totals are left out, since they cost more than the page itself.
  if (entities) return ` { entities${selection(entities.type)} page_info { records_per_page end_cursor } }`;
  const values = Object.values(fields).filter(
    (field) => isLeafType(getNamedType(field.type)) && field.args.length === 0 && !isComputed(field),
  );
  return ` { ${values.map(({ name }) => name).join(' ') || '__typename'} }`;
}

const isComputed = ({ extensions }: GraphQLField<unknown, unknown>) =>
  (extensions.pothosOptions as { cost?: number } | undefined)?.cost !== undefined;

function fieldsOf(type: GraphQLOutputType) {
  const named = getNamedType(type);
  return isObjectType(named) || isInterfaceType(named) ? named.getFields() : undefined;
}
