/** The limit on the size of one answer, counted in values and bytes while the answer is made. */
import {
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { DomainError } from '../../domain/base/errors.ts';
import { tooLarge } from '../../domain/lists/load.ts';
import { mostBytes, mostValues } from '../../domain/lists/request.ts';
import { type Scheduler, sliceCost } from './scheduler.ts';

/** The cost of an error, in values. */
const errorCost = 20;
/** Answers with more values are sent in chunks. */
const large = 20_000;

/** What one item of a list adds to the answer: its values, and the bytes of their names. */
export interface Size {
  values: number;
  bytes: number;
}

export interface Answer {
  /** The number of items of that size that still fit. */
  room(size: Size): number;
  /** Counts values and bytes. Throws LIMITED beyond the limit. */
  add(values: number, bytes: number): void;
  /** Counts an error. Answers LIMITED when there were too many. */
  failed(): DomainError | null;
  /**
   * Counts the items of a list; those of a long list resolve in slices. Throws LIMITED beyond the limit. After an
   * answer is refused, resolvers still run but no code awaits them, so they must not reject: items become null where
   * they may be (`mayBeNull`), and other lists become empty.
   */
  inSlices<T>(items: readonly T[], size: Size, mayBeNull: boolean): readonly (T | null | Promise<T | null>)[];
  /** Makes an answer that is too large end as a whole, because it is the answer to a query. A mutation's may contain secrets. */
  endAsWhole(): void;
  /** Ends the work on an answer that nobody waits for any more. */
  abandon(): void;
  /** Whether the answer has ended without data, because it is too large or nobody waits for it: lists are empty from then on. */
  isOver(): boolean;
  /** Whether the answer is sent in chunks. */
  isLarge(): boolean;
  /** Waits for the turn of this request before work of that cost. Undefined: go on at once. */
  turn(cost: number): Promise<void> | undefined;
  /** Begins again with an empty answer. */
  restart(): void;
  /** The part of the answer that is sent in chunks after the rest. */
  data?: unknown;
}

export function createAnswer(scheduler: Scheduler, who: string): Answer {
  let values = mostValues;
  let bytes = mostBytes;
  let unscheduled = 0;
  let isOver = false;
  let isWhole = false;
  let isAbandoned = false;

  let waiting = 0;
  const proceed = () => {
    waiting--;
  };

  const turn = (more: number) => {
    // Small answers never wait. While one part of a large answer waits, the others wait, too.
    unscheduled += more;
    if (waiting === 0 && unscheduled < sliceCost / 8) return undefined;
    const cost = unscheduled;
    unscheduled = 0;
    const wait = scheduler.turn(who, cost);
    if (!wait) return undefined;
    waiting++;
    return wait.then(proceed);
  };

  const add = (moreValues: number, moreBytes: number) => {
    // One error is enough.
    if (isOver && (isWhole || isAbandoned)) return;
    values -= moreValues;
    bytes -= moreBytes;
    if (values >= 0 && bytes >= 0) return;
    isOver = true;
    throw tooLarge();
  };

  return {
    room: (size) => Math.max(0, Math.floor(Math.min(values / size.values, bytes / Math.max(size.bytes, 1)))),
    add,
    failed: () => {
      values -= errorCost;
      unscheduled += errorCost;
      if (values >= 0 || isOver) return null;
      isOver = true;
      return tooLarge();
    },
    inSlices: <T>(items: readonly T[], size: Size, mayBeNull: boolean) => {
      if (isOver && (isWhole || isAbandoned || !mayBeNull)) return [];
      add(items.length * size.values, items.length * size.bytes);
      const itemsPerSlice = Math.max(1, Math.floor(sliceCost / size.values));
      const inSlices: (T | null | Promise<T | null>)[] = [];
      for (let at = 0; at < items.length; at += itemsPerSlice) {
        const some = items.slice(at, at + itemsPerSlice);
        const wait = turn(some.length * size.values);
        if (!wait) inSlices.push(...some);
        // After the answer is refused for its size, nothing more is read for it.
        else inSlices.push(...some.map((item) => wait.then(() => (isOver && mayBeNull ? null : item))));
      }
      return inSlices;
    },
    abandon: () => {
      isAbandoned = true;
      isOver = true;
    },
    endAsWhole: () => {
      isWhole = true;
    },
    isOver: () => isAbandoned || (isOver && isWhole),
    isLarge: () => mostValues - values > large || mostBytes - bytes > 1_000_000,
    turn,
    restart: () => {
      if (isAbandoned) return;
      values = mostValues;
      bytes = mostBytes;
      isOver = false;
    },
  };
}

const sizes = new WeakMap<SelectionSetNode, Size>();

/** What an item of the field's list adds, without the lists below it, which count when they are read. */
export function sizeOf(info: GraphQLResolveInfo): Size {
  const sum = { values: 1, bytes: 2 };
  for (const { selectionSet } of info.fieldNodes) {
    if (!selectionSet) continue;
    let size = sizes.get(selectionSet);
    if (!size) {
      size = measured(info, getNamedType(info.returnType), selectionSet);
      sizes.set(selectionSet, size);
    }
    sum.values += size.values;
    sum.bytes += size.bytes;
  }
  return sum;
}

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments'>;

function measured(info: Info, type: GraphQLNamedType, set: SelectionSetNode): Size {
  const size = { values: 0, bytes: 0 };
  const add = (one: Size) => {
    size.values += one.values;
    size.bytes += one.bytes;
  };
  for (const node of set.selections) {
    if (node.kind !== Kind.FIELD) {
      const inside = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
      const condition = inside?.typeCondition && info.schema.getType(inside.typeCondition.name.value);
      if (inside) add(measured(info, condition ?? type, inside.selectionSet));
      continue;
    }
    add({ values: 1, bytes: (node.alias ?? node.name).value.length + 4 });
    const below = 'getFields' in type ? type.getFields()[node.name.value]?.type : undefined;
    if (node.selectionSet && below && !isListType(getNullableType(below)))
      add(measured(info, getNamedType(below) as GraphQLNamedType, node.selectionSet));
  }
  return size;
}
