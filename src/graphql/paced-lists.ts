/** Every list of objects counts towards what the answer may hold, and a long one gives way to others between its items. */
import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import { sizeOf } from './answer.ts';
import type { Context } from './context.ts';

const pluginName = 'pacedLists';

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      pacedLists: PacedListsPlugin<Types>;
    }
  }
}

class PacedListsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { type }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (type.kind !== 'List') return resolve;
    const item = type.type.kind;
    if (item !== 'Object' && item !== 'Interface' && item !== 'Union') return resolve;
    return (parent, args, context, info) => {
      const { answer } = context as Context;
      const paced = (items: unknown) => (Array.isArray(items) ? answer.paced(items, sizeOf(info)) : items);
      const items = resolve(parent, args, context, info);
      return items instanceof Promise ? items.then(paced) : paced(items);
    };
  }
}

SchemaBuilder.registerPlugin(pluginName, PacedListsPlugin);

export default pluginName;
