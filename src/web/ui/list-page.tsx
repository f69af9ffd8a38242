/** A page that is a list. */
import type { ReactNode } from 'react';
import { List, type ListProps } from './list.tsx';
import { Page } from './page.tsx';

interface ListPageProps<Item> extends ListProps<Item> {
  words: { title: string; intro: string; searchLabel?: string };
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** What is above the list. */
  head?: ReactNode;
  /** Dialogs. */
  children?: ReactNode;
}

export const ListPage = <Item extends { id: string }>({ actions, head, children, ...list }: ListPageProps<Item>) => (
  <Page title={list.words.title} intro={list.words.intro} actions={actions}>
    {head}
    <List {...list} />
    {children}
  </Page>
);
