/**
 * The operations in documents, each with the fragments it uses. Fragments with the same name may be defined in several
 * files.
 */
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Location } from './documents-in-code.ts';
import { type Document, type Fault, placeOf } from './read-files.ts';

export interface Operation {
  file: string;
  /** Its name, or its type, such as `query`, if it has none. */
  name: string;
  location: Location;
  /** The operation and the fragments it uses. */
  document: DocumentNode;
}

type Fragment = FragmentDefinitionNode;

const isFragment = (node: DefinitionNode): node is Fragment => node.kind === Kind.FRAGMENT_DEFINITION;
const isOperation = (node: DefinitionNode): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION;

/** All operations. An operation with an ambiguous fragment is reported as a fault. */
export function operationsIn(documents: readonly Document[]): (Operation | Fault)[] {
  return documents.flatMap((document) =>
    document.ast.definitions.filter(isOperation).map((operation) => {
      const { file } = document;
      const location = placeOf(operation.loc?.source, operation.loc?.start ?? 0);
      try {
        requireAlone(operation, document);
        const fragments = fragmentsOf(operation, document, documents);
        const definitions = [operation, ...fragments];
        const name = operation.name?.value ?? operation.operation;
        return { file, name, location, document: { kind: Kind.DOCUMENT, definitions } };
      } catch (error) {
        return { file, location, message: (error as Error).message };
      }
    }),
  );
}

/** A server chooses the operation of a document by its name, so names must be unique and not missing. */
function requireAlone({ name }: OperationDefinitionNode, { ast }: Document): void {
  const others = ast.definitions.filter(isOperation).filter((other) => other.name?.value === name?.value);
  if (others.length > 1)
    throw new Error(
      name
        ? `The document has ${others.length} operations named ${name.value}.`
        : 'The document has several operations, so each must have a name.',
    );
}

/** The fragments that an operation uses, directly or through other fragments. */
function fragmentsOf(operation: OperationDefinitionNode, document: Document, all: readonly Document[]): Fragment[] {
  const used = new Map<string, Fragment>();
  const follow = (node: DefinitionNode, from: Document) => {
    for (const name of spreadsIn(node)) {
      const found = nearest(name, from, all);
      const known = used.get(name);
      if (found && known && print(known) !== print(found.fragment)) throw ambiguous(name, [known, found.fragment]);
      if (!found || known) continue;
      used.set(name, found.fragment);
      follow(found.fragment, found.document);
    }
  };
  follow(operation, document);
  return [...used.values()];
}

function spreadsIn(node: DefinitionNode): string[] {
  const names: string[] = [];
  visit(node, { FragmentSpread: ({ name }) => void names.push(name.value) });
  return names;
}

/** The nearest fragment with this name: in the same document, the same file, an imported file, any file. */
function nearest(name: string, from: Document, all: readonly Document[]) {
  const circles = [
    [from],
    all.filter(({ file }) => file === from.file),
    all.filter(({ file }) => from.imports.includes(file)),
    all,
  ];
  for (const circle of circles) {
    const found = circle.flatMap((document) =>
      document.ast.definitions
        .filter(isFragment)
        .filter((fragment) => fragment.name.value === name)
        .map((fragment) => ({ fragment, document })),
    );
    const [first] = found;
    if (!first) continue;
    if (new Set(found.map(({ fragment }) => print(fragment))).size > 1)
      throw ambiguous(
        name,
        found.map(({ fragment }) => fragment),
      );
    return first;
  }
  return undefined;
}

function ambiguous(name: string, fragments: readonly Fragment[]): Error {
  const files = [...new Set(fragments.map(({ loc }) => loc?.source.name))].join(' and ');
  return new Error(`Fragment ${name} has different definitions in ${files}.`);
}

/**
 * The location of the field with this path in the answer, such as `users.entities.role`; otherwise that of the
 * operation.
 */
export function locate({ document, location }: Operation, path: string): { file: string | undefined } & Location {
  const [operation, ...fragments] = document.definitions as [OperationDefinitionNode, ...Fragment[]];
  let nodes: { selectionSet?: SelectionSetNode | undefined }[] = [operation];
  let found: FieldNode | undefined;
  for (const key of path.split('.')) {
    const fields = nodes.flatMap(({ selectionSet }) => fieldsIn(selectionSet, fragments));
    nodes = fields.filter((field) => (field.alias ?? field.name).value === key);
    found = nodes[0] as FieldNode | undefined;
    if (!found) break;
  }
  const source = found?.loc?.source;
  return source
    ? { file: source.name, ...placeOf(source, found?.loc?.start ?? 0) }
    : { file: operation.loc?.source.name, ...location };
}

function fieldsIn(set: SelectionSetNode | undefined, fragments: readonly Fragment[]): FieldNode[] {
  return (set?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inner =
      node.kind === Kind.INLINE_FRAGMENT ? node : fragments.find((fragment) => fragment.name.value === node.name.value);
    return fieldsIn(inner?.selectionSet, fragments);
  });
}
