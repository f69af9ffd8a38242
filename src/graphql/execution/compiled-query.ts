/** What a compiled query consists of, and one run of it. */
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';

export interface CompiledQuery {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  selection: Selection;
  /** How many different fields it has. */
  fields: number;
}

/** The fields of an object, in their order in the answer. */
export type Selection = readonly Field[];

export type Field = ResolvedField | { name: string; typename: string };

export interface ResolvedField {
  /** The name in the answer. */
  name: string;
  /** Its number among all fields of the query. */
  place: number;
  definition: GraphQLField<unknown, unknown>;
  parentType: GraphQLObjectType;
  /** All that select it under this name. */
  nodes: FieldNode[];
  resolve: Resolve;
  /** The resolver without the access checks around it; undefined if it must always be called with them. */
  direct: Resolve | undefined;
  complete: Complete;
}

export type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** Turns what a resolver returned into a part of the answer, or a promise of it. */
export type Complete = (value: unknown, run: Run) => unknown;

/** One request. */
export interface Run {
  query: CompiledQuery;
  context: object;
  variableValues: Record<string, unknown>;
  /** By the places of fields: what is the same for every object that has the field. */
  prepared: (Prepared | undefined)[];
}

export interface Prepared {
  args: Record<string, unknown>;
  info: GraphQLResolveInfo;
}
