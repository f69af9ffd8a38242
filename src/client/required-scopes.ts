/**
 * Reads `@requiresScopes` from a schema: from the directives in its SDL, or from `extensions.directives` of types and fields
 * that are built in code.
 */
import {
  type DirectiveNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';

export const directiveName = 'requiresScopes';

/** The definition of the directive, for the SDL of a schema. The inner lists are needed together; one of them is enough. */
export const directiveTypeDefs =
  'directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM';

/** Alternatives: one of them must be held in full. */
export type Scopes = readonly (readonly string[])[];

/** What the types and fields of a schema require, by their coordinates, such as `Query` and `Query.invoices`. */
export type RequiredScopes = ReadonlyMap<string, readonly Scopes[]>;

/** Throws an error that names the type or field if the directive there is not valid, so that it is not taken for none. */
export function readRequiredScopes(schema: GraphQLSchema): RequiredScopes {
  const required = new Map<string, readonly Scopes[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    note(type.name, type);
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field);
  }

  function note(coordinate: string, element: Element) {
    const scopes = [...inSdl(element), ...inExtensions(element)].map((value) => scopesIn(value, coordinate));
    if (scopes.length > 0) required.set(coordinate, scopes);
  }
  return required;
}

type Element = GraphQLNamedType | GraphQLField<unknown, unknown>;

function inSdl(element: Element): unknown[] {
  const nodes = [element.astNode, ...('extensionASTNodes' in element ? element.extensionASTNodes : [])];
  const directives = nodes.flatMap((node): readonly DirectiveNode[] => node?.directives ?? []);
  return directives
    .filter(({ name }) => name.value === directiveName)
    .map(({ arguments: given = [] }) => {
      const scopes = given.find(({ name }) => name.value === 'scopes');
      return scopes && valueFromASTUntyped(scopes.value);
    });
}

/** `{ requiresScopes: { scopes } }`, a list of such arguments, or a list of `{ name, args }`, as libraries write them. */
function inExtensions({ extensions }: Element): unknown[] {
  const { directives } = extensions as { directives?: object };
  if (!directives) return [];
  const given = Array.isArray(directives)
    ? directives.filter(({ name }) => name === directiveName).map(({ args }) => args)
    : listOf((directives as Record<string, unknown>)[directiveName] ?? []);
  return given.map((args) => (args as { scopes?: unknown } | undefined)?.scopes);
}

/** As GraphQL reads lists: a single value stands for a list of it. */
function scopesIn(value: unknown, coordinate: string): Scopes {
  const scopes = listOf(value).map(listOf);
  if (scopes.flat().every((name) => typeof name === 'string' && name !== '')) return scopes as string[][];
  throw new Error(`@${directiveName} on ${coordinate} must have scopes: lists of lists of names.`);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
