/** A page that is a list. */
import type { ReactNode } from 'react';
import { List, type ListProps } from './list.tsx';
import { Message } from './message.tsx';
import { Page } from './page.tsx';

interface ListPageProps<Item> extends ListProps<Item> {
  words: ListProps<Item>['words'] & { intro: string };
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** What is above the list. */
  head?: ReactNode;
  /** Dialogs. */
  children?: ReactNode;
}

export function ListPage<Item extends { id: string }>({ actions, head, children, ...props }: ListPageProps<Item>) {
  const { words, list, query, filters } = props;
  const { title, intro, empty } = words;
  // With filters beside the search, a list may be empty because of the filter that everybody sees first.
  const isEmpty = empty && !filters && query.data?.page_info.total_count === 0 && !list.isFiltered;
  return (
    <Page title={title} intro={intro} actions={!isEmpty && actions}>
      {head}
      {isEmpty ? <Message {...empty}>{actions}</Message> : <List {...props} />}
      {children}
    </Page>
  );
}
