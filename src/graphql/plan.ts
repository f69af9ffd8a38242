/**
 * From a document to what it needs: a walk over the access that fields and types declare. Nothing is run, so what only
 * running can tell is counted as needed and said.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { everyPermission, type Permission } from '../domain/permissions.ts';
import { type Access, accessTo, type Rule } from './access.ts';
import { type Decision, decides } from './decisions.ts';
import { filtersOf } from './plan-filters.ts';

/** Why a permission is needed: the field that asks for it, and where in the answer it stands. */
export interface Requirement {
  path: string;
  /** The field or the type that declares it, such as `User.role` or `Role`. */
  field: string;
  permission: Permission;
  /** Whether holding it by a grant on some project will do. */
  onProjects: boolean;
}

/** What only running the document can tell. */
export interface Unknown {
  path: string;
  kind: Decision;
  /** What it names: a permission, a type, a variable or a directive. */
  about: string | null;
  /** The same in a sentence. */
  reason: string;
}

export interface Plan {
  permissions: Permission[];
  /** The root fields it calls. */
  methods: string[];
  requirements: Requirement[];
  unknowns: Unknown[];
  /** The root fields it calls that no token may. */
  personal: string[];
}

/** What an operation of a valid document needs. Without `variables` what they decide is unknown and counts as selected. */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
  variables?: Record<string, unknown> | null,
): Plan {
  const operation = getOperationAST(document, operationName);
  const plan: Plan = { permissions: [], methods: [], requirements: [], unknowns: [], personal: [] };
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return plan;
  const fragments = Object.fromEntries(
    document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const methods = new Set<string>();
  const personal = new Set<string>();
  const walked: Walk = {
    schema,
    fragments,
    variables: variables ?? null,
    coerced: variables ? coerced(schema, operation, variables) : null,
    needed: (requirement) => plan.requirements.push(requirement),
    unknown: (path, kind, about) => plan.unknowns.push({ path, kind, about, reason: decides(kind, about) }),
    called: (name, rule) => {
      methods.add(name);
      if (rule?.person) personal.add(name);
    },
  };
  walk(walked, root, operation.selectionSet, '');
  const needed = new Set(plan.requirements.map(({ permission }) => permission));
  plan.permissions = [...everyPermission].filter((permission) => needed.has(permission));
  return { ...plan, methods: [...methods], personal: [...personal] };
}

/** What is needed to read what a root field's answer selects, apart from the root field's own. */
export function requirementsOfAnswer(info: GraphQLResolveInfo): Requirement[] {
  const requirements: Requirement[] = [];
  const walked: Walk = {
    schema: info.schema,
    fragments: info.fragments,
    variables: info.variableValues,
    coerced: info.variableValues,
    needed: (requirement) => requirements.push(requirement),
    unknown: () => undefined,
    called: () => undefined,
  };
  for (const node of info.fieldNodes) walk(walked, getNamedType(info.returnType), node.selectionSet, '');
  return requirements;
}

interface Walk {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  /** Null when they are not known yet. */
  variables: Record<string, unknown> | null;
  /** The same as the program gets them: one thing where a list is declared is a list. */
  coerced: Record<string, unknown> | null;
  needed(requirement: Requirement): void;
  unknown(path: string, kind: Decision, about: string | null): void;
  called(method: string, rule: Rule | undefined): void;
}

function walk(walked: Walk, type: GraphQLNamedType, selection: SelectionSetNode | undefined, path: string): void {
  for (const node of selection?.selections ?? []) {
    if (!included(walked, node, path)) continue;
    if (node.kind === Kind.FIELD) field(walked, type, node, path);
    else {
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? walked.fragments[node.name.value] : node;
      const condition = fragment?.typeCondition && walked.schema.getType(fragment.typeCondition.name.value);
      walk(walked, condition || type, fragment?.selectionSet, path);
    }
  }
}

/** A field of an abstract type counts for every type that may stand there. */
function field(walked: Walk, type: GraphQLNamedType, node: FieldNode, above: string): void {
  if (node.name.value.startsWith('__')) return;
  if (isAbstractType(type)) {
    for (const possible of walked.schema.getPossibleTypes(type)) field(walked, possible, node, above);
    return;
  }
  const definition = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  if (!definition) return;
  const path = above ? `${above}.${(node.alias ?? node.name).value}` : (node.alias ?? node.name).value;
  const place = `${type.name}.${definition.name}`;
  const rule = definition.extensions.rule as Rule | undefined;
  demand(walked, path, type.name, type.extensions.access as Access | undefined);
  demand(walked, path, place, definition.extensions.access as Access | undefined);
  if (rule?.permission) walked.needed({ path, field: place, permission: rule.permission, onProjects: true });
  if (rule) walked.unknown(path, rule.decides, rule.permission ?? null);
  if (above === '') walked.called(definition.name, rule);
  filtered(walked, definition, node, path);
  const below = getNamedType(definition.type);
  if (isAbstractType(below)) walked.unknown(path, 'TYPE', below.name);
  if (isCompositeType(below)) walk(walked, below, node.selectionSet, path);
}

/** Filtering by a relation takes what reading it takes. */
function filtered(walked: Walk, definition: GraphQLField<unknown, unknown>, node: FieldNode, path: string): void {
  const { looked, open } = filtersOf(definition, node, walked.coerced);
  for (const { place, relation } of looked) demand(walked, path, place, accessTo(relation.to()));
  for (const name of open) walked.unknown(path, 'FILTERS', `$${name}`);
}

/** Variables as they are sent become what the program gets; those that do not fit stay for whoever runs it to refuse. */
function coerced(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Record<string, unknown>) {
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  return values.coerced ?? given;
}

function demand(walked: Walk, path: string, place: string, access: Access | null | undefined): void {
  if (!access || !('permission' in access)) return;
  const { permission, onProjects } = access;
  walked.needed({ path, field: place, permission, onProjects: onProjects !== undefined });
}

/** Whether @skip and @include leave the node in, as far as is known. */
function included(walked: Walk, node: SelectionNode, path: string): boolean {
  return (node.directives ?? []).every((directive) => {
    const keeps = { include: true, skip: false }[directive.name.value];
    const condition = directive.arguments?.[0]?.value;
    if (keeps === undefined || !condition) return true;
    if (condition.kind === Kind.BOOLEAN) return condition.value === keeps;
    if (condition.kind !== Kind.VARIABLE) return true;
    if (walked.variables && Object.hasOwn(walked.variables, condition.name.value))
      return walked.variables[condition.name.value] === keeps;
    const about = `@${directive.name.value}(if: $${condition.name.value})`;
    const below = [path, 'name' in node ? node.name.value : '…'].filter(Boolean).join('.');
    walked.unknown(below, 'CONDITION', about);
    return true;
  });
}
