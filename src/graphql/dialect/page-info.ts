/** Which page a list returns, and its totals. Each field is read only when it is selected. */
import { invalid } from '../../domain/base/errors.ts';
import type { Definition } from '../../domain/lists/definition.ts';
import type { Part } from '../../domain/lists/paginator.ts';
import type { Selected } from '../../domain/lists/prepare.ts';
import { builder } from '../builder.ts';
import type { Size } from '../cost/answer-size.ts';
import type { List } from './loaders.ts';
import { selectedOf } from './selected-columns.ts';

interface PageInfo extends Part {
  list: List;
  definition: Definition;
}

export const PageInfoType = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'The page of a list and its totals.',
  fields: (t) => ({
    page: t.int({
      nullable: false,
      description: 'The number of this page. Pages after a cursor have none, so it cannot be selected with `after`.',
      resolve: ({ page }) => {
        if (page !== null) return page;
        throw invalid('paginator.after', 'gives pages without numbers. Do not select `page_info { page }` with it.');
      },
    }),
    records_per_page: t.exposeInt('records_per_page', { nullable: false, description: 'The number of rows per page.' }),
    total_count: t.int({
      nullable: false,
      description: 'The number of rows on all pages. Counting reads all of them, so select it only when you need it.',
      resolve: ({ list }, _args, { lists }) => lists.count(list),
    }),
    total_pages: t.int({
      nullable: false,
      description: 'The number of pages, at least 1. Counts the rows, as `total_count` does.',
      resolve: async ({ list, records_per_page }, _args, { lists }) =>
        Math.max(1, Math.ceil((await lists.count(list)) / records_per_page)),
    }),
    end_cursor: t.string({
      nullable: true,
      description:
        'The cursor of the last row of this page, to be sent as `after` for the next page. Null: there are no further rows.',
      resolve: async ({ list, definition }, _args, { lists, answer }, info) => {
        const selected = selectedOf(info, definition);
        const { rows, endCursor } = await lists.page(list, sizeOf(selected, definition), selected);
        answer.add(rows.length, 0);
        return endCursor;
      },
    }),
  }),
});

/** What a row takes while it is read, if only the cursor is selected of it. */
const sizeOf = ({ columns }: Selected, definition: Definition): Size => ({
  values: 1 + (columns?.size ?? Object.keys(definition.columns).length),
  bytes: 0,
});
