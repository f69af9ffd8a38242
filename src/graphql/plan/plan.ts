/**
 * Computes what a document needs, by a walk over the access that fields and types declare. Nothing runs, so what is
 * known only at run time is reported as unknown.
 */
import {
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  Kind,
} from 'graphql';
import { everyPermission, type Permission } from '../../domain/access/permissions.ts';
import { holds, type Viewer } from '../../domain/access/viewer.ts';
import type { NamedDocument } from './arguments.ts';
import { type NamedDocuments, namedDocuments } from './named-documents.ts';
import { type Sent, sending, type Variables, variablesOf } from './values.ts';
import { namesIn, type Requirement, type Unknown, type Walk, walk } from './walk.ts';

export interface Plan {
  permissions: Permission[];
  /** The root fields it calls. */
  methods: string[];
  requirements: Requirement[];
  unknowns: Unknown[];
  /** The root fields it calls that no token may call. */
  personal: string[];
}

/** What an operation of a valid document needs. `sent`: its variables, as far as they are known. */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
  sent: Sent = { values: {}, missing: 'free' },
  documents = namedDocuments(),
): Plan {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return { permissions: [], methods: [], requirements: [], unknowns: [], personal: [] };
  const fragments = Object.fromEntries(
    document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const walked = started(schema, fragments, variablesOf(schema, operation, sent), documents);
  walk(walked, root, operation.selectionSet, '');
  const { requirements, methods, personal } = walked;
  const needed = new Set(requirements.map(({ permission }) => permission));
  const everywhere = new Set(requirements.flatMap(({ permission, onProjects }) => (onProjects ? [] : permission)));
  const unknowns = walked.unknowns.filter(({ settledBy }) => !settledBy?.some((all) => everywhere.has(all)));
  return {
    permissions: [...everyPermission].filter((permission) => needed.has(permission)),
    methods: [...methods],
    requirements,
    unknowns: unrepeated(unknowns.map(({ settledBy: _, ...unknown }) => unknown)),
    personal: [...personal],
  };
}

const unrepeated = (unknowns: Unknown[]) => [
  ...new Map(unknowns.map((one) => [`${one.path} ${one.kind} ${one.about}`, one])).values(),
];

/** What reading the answer of a root field requires, apart from the root field itself. */
export function requirementsOfAnswer(info: GraphQLResolveInfo): Requirement[] {
  const walked = started(info.schema, info.fragments, new Map(Object.entries(info.variableValues)), namedDocuments());
  for (const node of info.fieldNodes) walk(walked, getNamedType(info.returnType), node.selectionSet, '');
  return walked.requirements;
}

/** The names of the fields that a root field's answer selects. */
export function fieldsOfAnswer(info: GraphQLResolveInfo): string[] {
  const walked = started(info.schema, info.fragments, new Map(Object.entries(info.variableValues)), namedDocuments());
  return info.fieldNodes.flatMap(({ selectionSet }) => namesIn(walked, selectionSet));
}

/** The permissions of a plan that the viewer lacks. */
export function lackedOf({ requirements }: Plan, viewer: Viewer): Permission[] {
  const lacked = requirements.filter(({ permission, onProjects }) => !holds(viewer, permission, onProjects));
  return [...new Set(lacked.map(({ permission }) => permission))];
}

const started = (
  schema: GraphQLSchema,
  fragments: Walk['fragments'],
  variables: Variables,
  documents: NamedDocuments,
): Walk => ({
  ...{ schema, fragments, variables, neededBy: (named) => neededBy(schema, documents, named) },
  ...{ requirements: [], unknowns: [], methods: new Set(), personal: new Set() },
});

/** What a document in an argument needs; null if it cannot be read. */
function neededBy(
  schema: GraphQLSchema,
  documents: NamedDocuments,
  named: NamedDocument,
): readonly Permission[] | null {
  try {
    const { document } = documents.require(named.document, named.operation_name, schema);
    const values = named.variables ? JSON.parse(named.variables) : null;
    return planOf(schema, document, named.operation_name, values ? sending(values) : undefined, documents).permissions;
  } catch {
    return null;
  }
}
