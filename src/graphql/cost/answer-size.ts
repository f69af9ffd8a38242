/** What one answer may hold, counted while it grows: values and bytes, however rows, aliases and lists multiply. */
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
import { type Pace, piece } from './turns.ts';

/** An error costs as much as many values do. */
const errorCost = 20;
/** Answers beyond are sent in pieces. */
const large = 20_000;

/** What an item of a list adds to the answer: its values, and the bytes of their names. */
export interface Size {
  values: number;
  bytes: number;
}

export interface Answer {
  /** How many items of that size there is room for. */
  room(size: Size): number;
  /** Counts what is added. LIMITED when it is too much. */
  add(values: number, bytes: number): void;
  /** Counts an error, which is LIMITED itself when there were too many. */
  failed(): DomainError | null;
  /**
   * The items of a list, counted; those of a long one come in pieces. LIMITED when they are too many. Once an answer is
   * refused, items are null where they may be (`mayBeNull`), and elsewhere lists are empty: whatever still runs then must not
   * fail, since nobody waits for it any more.
   */
  paced<T>(items: readonly T[], size: Size, mayBeNull: boolean): readonly (T | null | Promise<T | null>)[];
  /** Whether it is to be sent in pieces. */
  isLarge(): boolean;
  /** One's turn to go on with a piece of work of that cost. */
  turn(cost: number): Promise<void> | undefined;
  /** What is sent in pieces after the rest. */
  data?: unknown;
}

export function createAnswer(pace: Pace, who: string): Answer {
  let values = mostValues;
  let bytes = mostBytes;
  let unpaced = 0;
  let isOver = false;

  const turn = (cost: number) => {
    // Small answers go without asking.
    unpaced += cost;
    if (unpaced < piece / 8) return undefined;
    const asked = unpaced;
    unpaced = 0;
    return pace.turn(who, asked);
  };

  const add = (moreValues: number, moreBytes: number) => {
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
      unpaced += errorCost;
      if (values >= 0 || isOver) return null;
      isOver = true;
      return tooLarge();
    },
    paced: (items, size, mayBeNull) => {
      if (isOver && !mayBeNull) return [];
      add(items.length * size.values, items.length * size.bytes);
      const inOneGo = Math.max(1, Math.floor(piece / size.values));
      const paced: ReturnType<Answer['paced']>[number][] = [];
      for (let at = 0; at < items.length; at += inOneGo) {
        const some = items.slice(at, at + inOneGo);
        const wait = turn(some.length * size.values);
        if (!wait) paced.push(...some);
        // Once the answer is refused for its size nothing more is read for it.
        else paced.push(...some.map((item) => wait.then(() => (isOver && mayBeNull ? null : item))));
      }
      return paced as never;
    },
    isLarge: () => mostValues - values > large || mostBytes - bytes > 1_000_000,
    turn,
  };
}

const sizes = new WeakMap<SelectionSetNode, Size>();

/** What an item of the field's list adds, lists below it aside, which count when they are read. */
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
