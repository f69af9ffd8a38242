/**
 * Keeps one request from blocking the others. Every list of objects counts towards the size of the answer. The request
 * waits for its turn between list items, before each root field and before expensive fields.
 */
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import {
  type GraphQLFieldResolver,
  type GraphQLList,
  type GraphQLOutputType,
  getNullableType,
  isNullableType,
} from 'graphql';
import { type Answer, sizeOf } from './answer-size.ts';

const pluginName = 'pacing';

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      pacing: PacingPlugin<Types>;
    }
    interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /**
       * The processor time of the field, in values written: one is some microseconds. Root fields have a cost by
       * default.
       */
      cost?: number;
    }
  }
}

const costOfRootField = { Query: 100, Mutation: 100, Subscription: 0 };

/** What Pothos keeps of how a field was declared. */
export interface Declared {
  kind: string;
  type: { kind: string; type?: { kind: string } };
  pothosOptions: { cost?: number };
  /** As it was declared, without what plugins put around it. */
  resolve?: unknown;
}

type Resolve<Parent = unknown> = GraphQLFieldResolver<Parent, object, object>;

const answerOf = (context: object): Answer | undefined => (context as { answer?: Answer }).answer;

/** A resolver whose items are counted, and resolve in slices where there are many. */
export const counted =
  <Parent>(resolve: Resolve<Parent>): Resolve<Parent> =>
  (parent, args, context, info) => {
    const list = getNullableType(info.returnType) as GraphQLList<GraphQLOutputType>;
    const slice = (items: unknown) =>
      Array.isArray(items)
        ? (answerOf(context)?.inSlices(items, sizeOf(info), isNullableType(list.ofType)) ?? items)
        : items;
    const items = resolve(parent, args, context, info);
    return items instanceof Promise ? items.then(slice) : slice(items);
  };

/** A resolver that first waits for the request's turn. */
const inTurn =
  (resolve: Resolve, cost: number): Resolve =>
  (parent, args, context, info) => {
    const wait = answerOf(context)?.turn(cost);
    return wait ? wait.then(() => resolve(parent, args, context, info)) : resolve(parent, args, context, info);
  };

const costOf = ({ kind, pothosOptions }: Declared): number =>
  pothosOptions.cost ?? (kind in costOfRootField ? costOfRootField[kind as keyof typeof costOfRootField] : 0);

const isListOfObjects = ({ type }: Declared): boolean =>
  type.kind === 'List' && /^(Object|Interface|Union)$/.test(type.type?.kind ?? '');

/** Whether a field counts or waits, so that its resolver must not be called without that. */
export const isPaced = (field: Declared): boolean => costOf(field) > 0 || isListOfObjects(field);

class PacingPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const one = (isListOfObjects(config) ? counted(resolve as Resolve) : resolve) as Resolve;
    const cost = costOf(config);
    return (cost > 0 ? inTurn(one, cost) : one) as GraphQLFieldResolver<unknown, Types['Context'], object>;
  }
}

SchemaBuilder.registerPlugin(pluginName, PacingPlugin);

export default pluginName;
