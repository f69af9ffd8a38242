/**
 * Loads the lists of many parents with one statement each: requests for the same relation with the same arguments are
 * batched.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import { DomainError } from '../../domain/base/errors.ts';
import type { Aggregation } from '../../domain/lists/aggregates.ts';
import { type Definition, type Relation, targetOf } from '../../domain/lists/definition.ts';
import * as load from '../../domain/lists/load.ts';
import { needsOf, stepsOf } from '../../domain/lists/needs.ts';
import type { Part } from '../../domain/lists/paginator.ts';
import type { Selected, Source } from '../../domain/lists/prepare.ts';
import type { ListRequest } from '../../domain/lists/request.ts';
import type { Answer, Size } from '../cost/answer-size.ts';

/** The list of a field: a source of its own, or one parent's part of a relation. */
export type List = { request: ListRequest } & ({ source: Source } | { relation: Relation; key: string });

export interface Lists {
  /**
   * A page of a list, read once. LIMITED when the answer has no room for that many rows of this size. `selected` is
   * what the request selects of the noun in any of its lists.
   */
  page(list: List, size: Size, selected: Selected): Promise<load.Page>;
  /** Which part of the list the page is. Needs no statement. */
  part(list: List): Promise<Part>;
  count(list: List): Promise<number>;
  aggregates(list: List): Promise<Aggregation[]>;
  /** The one row to which a relation leads. */
  row(relation: Relation, request: ListRequest, key: string, selected?: Selected): Promise<load.Row | null>;
  /** Other data about a row, batched likewise: `way` is the key of the query and its arguments. */
  about<T>(way: string, batch: (keys: readonly string[]) => Promise<T[]>, key: string): Promise<T>;
  /** A row that was just written, for the answer of a mutation. */
  written(definition: Definition, id: string): Promise<load.Row>;
  /** Clears what was read, because a change follows. */
  clear(): void;
  /** Waits for what is still being read, for fields that the answer did not wait for. */
  settled(): Promise<void>;
}

/** How many statements one request has in progress, so that others get connections. */
const atOnce = 5;

/** Data about more rows takes several statements, so that none blocks the others. */
const maxBatchSize = 200;

/** In values written. */
const costOfKey = 10;
const costOfStatement = 50;
const costOfStep = 100;
/** Of going on with one row or list that another row leads to. It also counts towards the size of the answer. */
const costOfRelated = 5;

/** The number of different queries about rows, such as for other numbers of days, in one request. */
const mostWays = 40;

const tooManyWays = () =>
  new DomainError(
    'LIMITED',
    `The request asks for data about rows with more than ${mostWays} different arguments, such as numbers of days.`,
  );

const least: Size = { values: 1, bytes: 0 };

/** Of lists that are not read any more. */
const noPage: load.Page = { rows: [], endCursor: null };
const noPart: Part = { page: 1, after: '', records_per_page: 1 };

const costOf = (definition: Definition, request: ListRequest): number =>
  costOfStatement + stepsOf(needsOf(definition, request)) * costOfStep;

/** Limits how many functions run at the same time; the others wait in order. A library for this took longer than the usual single statement. */
function createTurns(atOnce: number) {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  const waitingForEnd: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) return next();
    free++;
    if (free === atOnce) for (const go of waitingForEnd.splice(0)) go();
  };
  return {
    turn: async <T>(work: () => Promise<T>): Promise<T> => {
      if (free > 0) free--;
      else await new Promise<void>((enter) => waiting.push(enter));
      try {
        return await work();
      } finally {
        leave();
      }
    },
    /** Waits until no work runs. */
    ended: async () => {
      do {
        // Rows that were just read may lead to further lists.
        await nextTurn();
        if (free < atOnce) await new Promise<void>((go) => waitingForEnd.push(go));
      } while (free < atOnce);
    },
  };
}

/** The lists of one request. */
export function createLists(db: Db, viewer: Viewer | null, answer: Answer): Lists {
  const loaders = new Map<Relation, Map<string, DataLoader<string, unknown>>>();
  const others = new Map<string, DataLoader<string, unknown>>();
  /** What was read of the lists that have a source of their own. */
  const known = new WeakMap<List, Map<unknown, Promise<unknown>>>();
  const { turn, ended } = createTurns(atOnce);
  const paced = <T>(definition: Definition, request: ListRequest, read: () => Promise<T>): Promise<T> =>
    turn(() => {
      const wait = answer.turn(costOf(definition, request));
      return wait ? wait.then(read) : read();
    });

  type Batch<T> = (
    db: Db,
    viewer: Viewer,
    relation: Relation,
    request: ListRequest,
    keys: readonly string[],
    most: number,
    selected?: Selected,
  ) => Promise<T[]>;

  function together<T>(
    batch: Batch<T>,
    relation: Relation,
    request: ListRequest,
    key: string,
    none: T,
    size = least,
    selected?: Selected,
  ): Promise<T> {
    if (answer.isOver()) return Promise.resolve(none);
    answer.add(costOfRelated, 0);
    const ofRelation = loaders.get(relation) ?? new Map<string, DataLoader<string, unknown>>();
    loaders.set(relation, ofRelation);
    const way = `${batch.name} ${JSON.stringify(request)}`;
    const loader =
      ofRelation.get(way) ??
      new DataLoader<string, unknown>((keys) =>
        paced(targetOf(relation), request, () =>
          batch(db, viewer as Viewer, relation, request, keys, answer.room(size), selected),
        ),
      );
    ofRelation.set(way, loader);
    return (loader.load(key) as Promise<T>).then(inTurn);
  }

  /** What a statement has read for many rows is used for them in slices. */
  function inTurn<T>(value: T): T | Promise<T> {
    const wait = answer.turn(costOfRelated);
    return wait ? wait.then(() => value) : value;
  }

  function either<T>(
    list: List,
    one: (
      db: Db,
      viewer: Viewer,
      source: Source,
      request: ListRequest,
      most: number,
      selected?: Selected,
    ) => Promise<T>,
    each: Batch<T>,
    none: T,
    size = least,
    selected?: Selected,
  ) {
    if (answer.isOver()) return Promise.resolve(none);
    if (!('source' in list)) return together(each, list.relation, list.request, list.key, none, size, selected);
    const { source, request } = list;
    const read = known.get(list) ?? new Map<unknown, Promise<unknown>>();
    known.set(list, read);
    const found =
      read.get(one) ??
      paced(source.definition, request, () => one(db, viewer as Viewer, source, request, answer.room(size), selected));
    read.set(one, found);
    return found as Promise<T>;
  }

  return {
    page: (list, size, selected) => either(list, load.page, load.pageOfEach, noPage, size, selected),
    part: (list) => either(list, load.part, load.partOfEach, noPart),
    count: (list) => either(list, load.count, load.countOfEach, 0),
    aggregates: (list) => either(list, load.aggregates, load.aggregatesOfEach, []),
    row: (relation, request, key, selected) => together(load.rowOfEach, relation, request, key, null, least, selected),
    about: <T>(way: string, batch: (keys: readonly string[]) => Promise<T[]>, key: string) => {
      if (!others.has(way) && others.size >= mostWays) throw tooManyWays();
      const inBatches = async (keys: readonly string[]) => {
        await answer.turn(keys.length * costOfKey);
        return batch(keys);
      };
      const loader =
        others.get(way) ?? new DataLoader<string, unknown>((keys) => turn(() => inBatches(keys)), { maxBatchSize });
      others.set(way, loader);
      return loader.load(key) as Promise<T>;
    },
    written: async (definition, id) => {
      // The caller who wrote a row may read it in the answer, even if its lists do not show it.
      const all = { ...definition, visible: undefined };
      const [row] = await load.rows(db, viewer as Viewer, { definition: all }, { equals: { id } });
      return row as load.Row;
    },
    clear: () => {
      loaders.clear();
      others.clear();
    },
    settled: ended,
  };
}
