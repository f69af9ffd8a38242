/** Turns what resolvers return into the answer, as GraphQL prescribes for each type. What GraphQL calls a field error is thrown. */
import type { GraphQLLeafType } from 'graphql';
import type { Complete } from './compiled-query.ts';
import { after, failed, isPromise } from './promises.ts';

export const completeLeaf = (type: GraphQLLeafType): Complete =>
  nullable((value) => {
    const serialized = type.serialize(value);
    if (serialized === null || serialized === undefined) throw new Error(`A value is not a valid ${type.name}.`);
    return serialized;
  });

export const completeList = (complete: Complete): Complete =>
  nullable((value, run) => {
    if (!Array.isArray(value)) throw new Error('A value is not a list.');
    const items = new Array<unknown>(value.length);
    const pending: Promise<unknown>[] = [];
    try {
      for (let at = 0; at < value.length; at++) {
        const item: unknown = value[at];
        const completed = isPromise(item) ? item.then((one) => complete(one, run)) : complete(item, run);
        items[at] = completed;
        if (isPromise(completed))
          pending.push(
            completed.then((one) => {
              items[at] = one;
            }),
          );
      }
    } catch (error) {
      return failed(pending, error);
    }
    return after(pending, items);
  });

/** A value that must not be null. */
export const completeNonNull =
  (complete: Complete): Complete =>
  (value, run) => {
    const completed = complete(value, run);
    return isPromise(completed) ? completed.then(requireValue) : requireValue(completed);
  };

function requireValue(value: unknown): unknown {
  if (value === null) throw new Error('A value that must not be null is null.');
  return value;
}

export const nullable =
  (complete: Complete): Complete =>
  (value, run) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(value, run);
  };
