/** Which part of a list a request asks for: a page by its number, or the rows after a cursor. */
import { invalid } from '../base/errors.ts';
import { defaultRecordsPerPage, type ListRequest, mostRecordsPerPage } from './request.ts';

export interface Part {
  /** The number of the page; null: the rows after a cursor. */
  page: number | null;
  /** The cursor; empty: from the first row. */
  after: string;
  records_per_page: number;
}

/** Errors: INVALID_INPUT. */
export function partOf({ paginator }: ListRequest): Part {
  if (!paginator) return { page: 1, after: '', records_per_page: defaultRecordsPerPage };
  const { page = null, after = null, records_per_page } = paginator;
  // A null cursor ends a loop. If it meant the first rows, a client that sends it back would read the list forever.
  if ((page === null) === (after === null))
    throw invalid('paginator', 'must have exactly one of `page` and `after`. `after: ""` returns the first rows.');
  if (page !== null && page < 1) throw invalid('paginator.page', 'must be at least 1.');
  if (records_per_page < 1 || records_per_page > mostRecordsPerPage)
    throw invalid('paginator.records_per_page', `must be from 1 to ${mostRecordsPerPage}.`);
  return { page, after: after ?? '', records_per_page };
}
