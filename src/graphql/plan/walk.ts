/** The walk over a document's fields, which collects what each requires and what is unknown about it. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLBoolean,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Permission } from '../../domain/access/permissions.ts';
import type { Definition } from '../../domain/lists/definition.ts';
import { targetOf } from '../../domain/lists/definition.ts';
import { type Needs, needsOf, Open } from '../../domain/lists/needs.ts';
import { requestOf } from '../../domain/lists/request.ts';
import { type Access, accessTo, type Rule } from '../access/access-rules.ts';
import { type NamedDocument, neededByArguments } from './arguments.ts';
import { reasonOf, rowsSeen, type UnknownKind } from './unknowns.ts';
import { argumentsOf, type Variables, valueAs } from './values.ts';

/** Why a permission is required: the field that declares it, and its path in the answer. */
export interface Requirement {
  path: string;
  /** The field or the type that declares it, such as `User.role` or `Role`. */
  field: string;
  permission: Permission;
  /** Whether a grant on some project is enough. */
  onProjects: boolean;
}

/** What is known only when the document runs. */
export interface Unknown {
  path: string;
  kind: UnknownKind;
  /** What it names: a permission, a type, a variable or a directive. */
  about: string | null;
  /** The same in a sentence. */
  reason: string;
}

export interface Walk {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Variables;
  requirements: Requirement[];
  /** Callers who have a permission of `settledBy` see all rows, so nothing is unknown for them. */
  unknowns: (Unknown & { settledBy?: readonly Permission[] })[];
  methods: Set<string>;
  personal: Set<string>;
  /** What a document in an argument needs; null if it cannot be read. */
  neededBy(named: NamedDocument): readonly Permission[] | null;
}

/** Whether a selection reads anything. */
interface Reading {
  /** Whether it reads any field, as far as is known. */
  reads: boolean;
  /** The @skip and @include directives whose variables decide `reads`; empty if none does. */
  decidedBy: readonly string[];
}

export function walk(
  walked: Walk,
  type: GraphQLNamedType,
  selection: SelectionSetNode | undefined,
  path: string,
): Reading {
  let reads = false;
  let surely = false;
  const decidedBy: string[] = [];
  for (const node of selection?.selections ?? []) {
    const { isIn, open } = included(walked, node, path);
    const below = isIn ? within(walked, type, node, path) : nothing;
    const conditions = isMeta(node) ? [] : [...open, ...below.decidedBy];
    reads ||= below.reads;
    surely ||= below.reads && conditions.length === 0;
    decidedBy.push(...conditions);
  }
  return { reads, decidedBy: surely ? [] : decidedBy };
}

const nothing: Reading = { reads: false, decidedBy: [] };

/** Whether it is a field of GraphQL itself, such as `__typename`, which requires nothing. */
const isMeta = (node: SelectionNode) => node.kind === Kind.FIELD && node.name.value.startsWith('__');

/** What one included node reads. */
function within(walked: Walk, type: GraphQLNamedType, node: SelectionNode, path: string): Reading {
  if (node.kind === Kind.FIELD) return { ...nothing, reads: field(walked, type, node, path) };
  const fragment = fragmentOf(walked, node);
  const condition = fragment?.typeCondition && walked.schema.getType(fragment.typeCondition.name.value);
  return walk(walked, condition || type, fragment?.selectionSet, path);
}

const fragmentOf = ({ fragments }: Walk, node: FragmentSpreadNode | InlineFragmentNode) =>
  node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node;

/** The names of the included fields of a selection. */
export function namesIn(walked: Walk, selection: SelectionSetNode | undefined): string[] {
  return (selection?.selections ?? [])
    .filter((node) => included(walked, node, '').isIn)
    .flatMap((node) =>
      node.kind === Kind.FIELD ? [node.name.value] : namesIn(walked, fragmentOf(walked, node)?.selectionSet),
    );
}

/** Whether the field is read. A field of an abstract type counts for every possible type. */
function field(walked: Walk, type: GraphQLNamedType, node: FieldNode, above: string): boolean {
  if (isMeta(node)) return false;
  if (isAbstractType(type)) {
    for (const possible of walked.schema.getPossibleTypes(type)) field(walked, possible, node, above);
    return true;
  }
  const definition = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  if (!definition) return false;
  const path = above ? `${above}.${(node.alias ?? node.name).value}` : (node.alias ?? node.name).value;
  const place = `${type.name}.${definition.name}`;
  addRequirement(walked, path, type.name, type.extensions.access as Access | undefined);
  addRequirement(walked, path, place, definition.extensions.access as Access | undefined);
  const values = argumentsOf(definition, node, walked.variables);
  if (above === '') addRootField(walked, definition, path, place, values);
  const below = getNamedType(definition.type);
  if (isAbstractType(below)) addUnknown(walked, path, 'TYPE', below.name);
  const { reads, decidedBy } = isCompositeType(below) ? walk(walked, below, node.selectionSet, path) : nothing;
  const list = definition.extensions.list as Definition | undefined;
  // A list is not loaded if nothing of it is read; a single row is always loaded.
  if (list) {
    const needs = needsOf(list, requestOf(values));
    const isOne = below.name === list.type;
    if (reads || isOne) addListNeeds(walked, list, path, needs);
    if (!isOne && isAny(needs)) for (const about of decidedBy) addUnknown(walked, path, 'CONDITION', about);
  }
  for (const rows of (definition.extensions.rows ?? []) as Definition[]) addVisibility(walked, path, rows);
  return true;
}

/** A root field, and what its rule requires. */
function addRootField(
  walked: Walk,
  { name, extensions }: GraphQLField<unknown, unknown>,
  path: string,
  place: string,
  values: Record<string, unknown>,
): void {
  walked.methods.add(name);
  const rule = extensions.rule as Rule | undefined;
  if (!rule) return;
  const need = (permission: Permission, onProjects = false) =>
    walked.requirements.push({ path, field: place, permission, onProjects });
  if (rule.permission) need(rule.permission, true);
  if (rule.person) walked.personal.add(name);
  if (rule.unknown) addUnknown(walked, path, rule.unknown, rule.permission ?? null);
  const needs = neededByArguments(rule.byArgument ?? {}, values);
  for (const permission of needs.permissions) need(permission, rule.permission !== undefined);
  for (const named of needs.documents) {
    const needed = walked.neededBy(named);
    for (const permission of needed ?? []) need(permission);
    if (!needed) addUnknown(walked, path, 'ROLE_MADE', null);
  }
  for (const { kind, about } of needs.unknowns) addUnknown(walked, path, kind, about);
  if (!needs.person) return;
  walked.personal.add(name);
  addUnknown(walked, path, 'PERSON', null);
}

/** Filtering by a relation requires the permission to read it. */
function addListNeeds(walked: Walk, list: Definition, path: string, { filtered, searched, open }: Needs): void {
  addVisibility(walked, path, list);
  for (const { from, name, relation } of [...filtered, ...searched]) {
    addRequirement(walked, path, `${from.type}.${name}`, accessTo(targetOf(relation)));
    addVisibility(walked, path, targetOf(relation));
  }
  for (const variable of open) addUnknown(walked, path, 'FILTERS', variable);
}

const isAny = ({ filtered, searched, open }: Needs) => filtered.length + searched.length + open.length > 0;

/** Some nouns have rows that not all callers see. */
function addVisibility(walked: Walk, path: string, { type, visible }: Definition): void {
  const kind = rowsSeen[type];
  if (visible && kind) addUnknown(walked, path, kind, null, visible.allWith);
}

function addUnknown(
  walked: Walk,
  path: string,
  kind: UnknownKind,
  about: string | null,
  settledBy?: readonly Permission[],
) {
  walked.unknowns.push({ path, kind, about, reason: reasonOf(kind, about), ...(settledBy ? { settledBy } : {}) });
}

function addRequirement(walked: Walk, path: string, place: string, access: Access | null | undefined): void {
  if (!access || !('permission' in access)) return;
  const { permission, onProjects } = access;
  walked.requirements.push({ path, field: place, permission, onProjects: onProjects !== undefined });
}

/** Whether @skip and @include include the node, as far as is known, and the directives on which this depends. */
function included(walked: Walk, node: SelectionNode, path: string): { isIn: boolean; open: string[] } {
  const open: string[] = [];
  const isIn = (node.directives ?? []).every((directive) => {
    const keeps = { include: true, skip: false }[directive.name.value];
    const condition = directive.arguments?.[0]?.value;
    if (keeps === undefined || !condition) return true;
    const value = valueAs(condition, GraphQLBoolean, walked.variables);
    if (!(value instanceof Open)) return value === keeps;
    const about = `@${directive.name.value}(if: ${value.variable})`;
    const name = node.kind === Kind.FIELD ? (node.alias ?? node.name).value : '…';
    const below = [path, name].filter(Boolean).join('.');
    addUnknown(walked, below, 'CONDITION', about);
    open.push(about);
    return value.usually === undefined || value.usually === keeps;
  });
  return { isIn, open };
}
