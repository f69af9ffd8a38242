/**
 * Loads the lists of many parents with one statement each: requests for the same relation with the same arguments are
 * batched.
 */
import DataLoader from 'dataloader';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import { DomainError } from '../../domain/base/errors.ts';
import type { Aggregation } from '../../domain/lists/aggregates.ts';
import { type Definition, type Relation, targetOf } from '../../domain/lists/definition.ts';
import * as load from '../../domain/lists/load.ts';
import { needsOf, stepsOf } from '../../domain/lists/needs.ts';
import type { ListRequest } from '../../domain/lists/request.ts';
import type { Answer, Size } from '../cost/answer-size.ts';

/** The list of a field: a source of its own, or one parent's part of a relation. */
export type List = { request: ListRequest } & ({ source: load.Source } | { relation: Relation; key: string });

export interface Lists {
  /**
   * The rows of a list. LIMITED when the answer has no room for that many rows of this size. `selected` is what the
   * request selects of the noun in any of its lists.
   */
  rows(list: List, size: Size, selected?: load.Selected): Promise<load.Row[]>;
  pageInfo(list: List): Promise<load.PageInfo>;
  aggregates(list: List): Promise<Aggregation[]>;
  /** The one row to which a relation leads. */
  row(relation: Relation, request: ListRequest, key: string, selected?: load.Selected): Promise<load.Row | null>;
  /** Other data about a row, batched likewise: `way` is the key of the query and its arguments. */
  about<T>(way: string, batch: (keys: readonly string[]) => Promise<T[]>, key: string): Promise<T>;
  /** A row that was just written, for the answer of a mutation. */
  written(definition: Definition, id: string): Promise<load.Row>;
  /** Clears what was read, because a change follows. */
  clear(): void;
}

/** A request with a hundred lists loads few at once, so that other requests get connections. */
const atOnce = 5;

/** Data about more rows takes several statements, so that none blocks the others. */
const maxBatchSize = 200;

/** In values written. */
const costOfKey = 10;
const costOfStatement = 50;
const costOfStep = 100;

/** The number of different queries about rows, such as for other numbers of days, in one request. */
const mostWays = 40;

const tooManyWays = () =>
  new DomainError(
    'LIMITED',
    `The request asks for data about rows with more than ${mostWays} different arguments, such as numbers of days.`,
  );

const least: Size = { values: 1, bytes: 0 };

const costOf = (definition: Definition, request: ListRequest): number =>
  costOfStatement + stepsOf(needsOf(definition, request)) * costOfStep;

/** The lists of one request. */
export function createLists(db: Db, viewer: Viewer | null, answer: Answer): Lists {
  const loaders = new Map<Relation, Map<string, DataLoader<string, unknown>>>();
  const others = new Map<string, DataLoader<string, unknown>>();
  let limit: LimitFunction | undefined;
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    limit ??= pLimit(atOnce);
    return limit(work);
  };
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
    selected?: load.Selected,
  ) => Promise<T[]>;

  function together<T>(
    batch: Batch<T>,
    relation: Relation,
    request: ListRequest,
    key: string,
    size = least,
    selected?: load.Selected,
  ): Promise<T> {
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
    return loader.load(key) as Promise<T>;
  }

  function either<T>(
    list: List,
    one: (
      db: Db,
      viewer: Viewer,
      source: load.Source,
      request: ListRequest,
      most: number,
      selected?: load.Selected,
    ) => Promise<T>,
    each: Batch<T>,
    size = least,
    selected?: load.Selected,
  ) {
    return 'source' in list
      ? paced(list.source.definition, list.request, () =>
          one(db, viewer as Viewer, list.source, list.request, answer.room(size), selected),
        )
      : together(each, list.relation, list.request, list.key, size, selected);
  }

  return {
    rows: (list, size, selected) => either(list, load.rows, load.rowsOfEach, size, selected),
    pageInfo: (list) => either(list, load.pageInfo, load.pageInfoOfEach),
    aggregates: (list) => either(list, load.aggregates, load.aggregatesOfEach),
    row: (relation, request, key, selected) => together(load.rowOfEach, relation, request, key, least, selected),
    about: <T>(way: string, batch: (keys: readonly string[]) => Promise<T[]>, key: string) => {
      if (!others.has(way) && others.size >= mostWays) throw tooManyWays();
      const inTurn = async (keys: readonly string[]) => {
        await answer.turn(keys.length * costOfKey);
        return batch(keys);
      };
      const loader =
        others.get(way) ?? new DataLoader<string, unknown>((keys) => turn(() => inTurn(keys)), { maxBatchSize });
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
  };
}
