/** Every page: its address, the file that draws it, and where the navigation names it. A page is one entry here. */
import { type ComponentType, lazy } from 'react';
import type { Permission } from './api/documents.ts';
import type { Me } from './session.tsx';
import type { Words } from './words/words.tsx';

interface RouteEntry {
  /** May have parameters: `/account/tokens/:id/edit`. */
  path: string;
  page: ComponentType;
  /** What it takes to open it; left out: being signed in. */
  permission?: Permission;
  /** The section of the navigation and the name in it. Left out: it is reached from another page. */
  navigation?: { section: 'account' | 'administration'; label: (words: Words) => string };
}

export const routes: RouteEntry[] = [
  {
    path: '/account',
    page: lazy(() => import('./account/page.tsx')),
    navigation: { section: 'account', label: ({ account }) => account.title },
  },
  {
    path: '/account/tokens',
    page: lazy(() => import('./tokens/page.tsx')),
    navigation: { section: 'account', label: ({ tokens }) => tokens.title },
  },
  { path: '/account/tokens/new', page: lazy(() => import('./tokens/new.tsx')) },
  { path: '/account/tokens/:id', page: lazy(() => import('./token/page.tsx')) },
  { path: '/account/tokens/:id/edit', page: lazy(() => import('./tokens/edit.tsx')) },
  {
    path: '/account/requests',
    page: lazy(() => import('./requests/page.tsx')),
    navigation: { section: 'account', label: ({ requests }) => requests.title },
  },
  { path: '/admin', page: lazy(() => import('./admin.tsx')) },
  {
    path: '/admin/users',
    page: lazy(() => import('./users/page.tsx')),
    permission: 'READ_USER',
    navigation: { section: 'administration', label: ({ users }) => users.title },
  },
  { path: '/admin/users/new', page: lazy(() => import('./users/new.tsx')), permission: 'CREATE_USER' },
  { path: '/admin/users/:id', page: lazy(() => import('./users/one.tsx')), permission: 'READ_USER' },
  { path: '/admin/users/:id/edit', page: lazy(() => import('./users/edit.tsx')), permission: 'UPDATE_USER' },
  {
    path: '/admin/tokens/:id',
    page: lazy(() => import('./token/page.tsx')),
    permission: 'READ_PERSONAL_ACCESS_TOKEN',
  },
];

export const isOpenTo = ({ permission }: RouteEntry, { effective_permissions }: Me) =>
  permission === undefined || effective_permissions.includes(permission);
