/** All pages: the address, the file, who may open it, and the place in the navigation. A page is one entry here. */
import { type ComponentType, lazy, useState } from 'react';
import type { Permission } from '../api/documents.ts';
import type { Me } from '../api/session.tsx';
import type { Words } from '../words/en/words.ts';

interface RouteEntry {
  /** May have parameters: `/account/tokens/:id/edit`. */
  path: string;
  page: ReturnType<typeof page>;
  /** What the user needs to open it. Without it: to be signed in. */
  permission?: Permission;
  /** Each of these is enough too. */
  or?: readonly Permission[];
  /** A grant on any project is enough too. */
  orOnProject?: boolean;
  /** The section of the navigation and the name in it. Without it: other pages link to it. */
  navigation?: { section: Section; label: (words: Words) => string };
  /** What one does there, for the search of pages. */
  action?: (words: Words) => string;
}

/** The sections of the navigation, in its order. */
export const sections = ['account', 'people', 'tokens', 'security', 'programs'] as const;
export type Section = (typeof sections)[number];

/**
 * A page whose script is loaded once. If the script is there already, the page is shown at once: what React shows while it loads a
 * component stays for at least 300 ms.
 */
function page(load: () => Promise<{ default: ComponentType }>) {
  let loaded: ComponentType | undefined;
  const keep = async () => {
    const script = await load();
    loaded = script.default;
    return script;
  };
  const Later = lazy(keep);
  const Page = () => {
    const [Shown] = useState<ComponentType>(() => loaded ?? Later);
    return <Shown />;
  };
  return Object.assign(Page, { load: keep });
}

const seesProjects: Permission[] = ['PROVISION_PROJECT', 'ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'];

export const routes: RouteEntry[] = [
  {
    path: '/account/home',
    page: page(() => import('./home/home.tsx')),
    navigation: { section: 'account', label: ({ home }) => home.title },
  },
  {
    path: '/account',
    page: page(() => import('./account/account.tsx')),
    navigation: { section: 'account', label: ({ account }) => account.title },
  },
  {
    path: '/account/tokens',
    page: page(() => import('./account/tokens/tokens.tsx')),
    navigation: { section: 'account', label: ({ tokens }) => tokens.title },
  },
  {
    path: '/account/tokens/new',
    page: page(() => import('./account/tokens/new.tsx')),
    action: ({ general }) => general.createToken,
  },
  { path: '/account/tokens/:id', page: page(() => import('./account/tokens/token.tsx')) },
  { path: '/account/tokens/:id/edit', page: page(() => import('./account/tokens/edit.tsx')) },
  {
    path: '/account/requests/new',
    page: page(() => import('./account/requests/new.tsx')),
    action: ({ requests }) => requests.ask,
  },
  {
    path: '/account/requests',
    page: page(() => import('./account/requests/requests.tsx')),
    navigation: { section: 'account', label: ({ requests }) => requests.title },
  },
  {
    path: '/admin/users',
    page: page(() => import('./admin/users/users.tsx')),
    permission: 'READ_USER',
    navigation: { section: 'people', label: ({ users }) => users.title },
  },
  {
    path: '/admin/users/new',
    page: page(() => import('./admin/users/new.tsx')),
    permission: 'CREATE_USER',
    action: ({ users }) => users.create,
  },
  { path: '/admin/users/:id', page: page(() => import('./admin/users/user.tsx')), permission: 'READ_USER' },
  {
    path: '/admin/users/:id/tokens/new',
    page: page(() => import('./admin/users/new-token.tsx')),
    permission: 'CREATE_PERSONAL_ACCESS_TOKEN',
  },
  { path: '/admin/users/:id/edit', page: page(() => import('./admin/users/edit.tsx')), permission: 'UPDATE_USER' },
  {
    path: '/admin/users/:id/departure',
    page: page(() => import('./admin/users/departure/departure.tsx')),
    permission: 'READ_ALL_LOGS',
  },
  {
    path: '/admin/roles',
    page: page(() => import('./admin/roles/roles.tsx')),
    permission: 'READ_ROLE',
    navigation: { section: 'people', label: ({ roles }) => roles.title },
  },
  {
    path: '/admin/roles/new',
    page: page(() => import('./admin/roles/new.tsx')),
    permission: 'CREATE_ROLE',
    action: ({ roles }) => roles.create,
  },
  {
    path: '/admin/roles/matrix',
    page: page(() => import('./admin/roles/matrix/matrix.tsx')),
    permission: 'READ_ROLE',
    navigation: { section: 'people', label: ({ matrix }) => matrix.title },
  },
  { path: '/admin/roles/:id', page: page(() => import('./admin/roles/role.tsx')), permission: 'READ_ROLE' },
  { path: '/admin/roles/:id/edit', page: page(() => import('./admin/roles/edit.tsx')), permission: 'UPDATE_ROLE' },
  {
    path: '/admin/requests',
    page: page(() => import('./admin/requests/requests.tsx')),
    permission: 'READ_ACCESS_REQUEST',
    navigation: { section: 'people', label: ({ requestsToDecide }) => requestsToDecide.title },
  },
  {
    path: '/admin/projects',
    page: page(() => import('./admin/projects/projects.tsx')),
    permission: 'READ_PROJECT',
    or: seesProjects,
    orOnProject: true,
    navigation: { section: 'people', label: ({ projects }) => projects.title },
  },
  {
    path: '/admin/projects/new',
    page: page(() => import('./admin/projects/new.tsx')),
    permission: 'PROVISION_PROJECT',
    action: ({ projects }) => projects.create,
  },
  {
    path: '/admin/projects/:id',
    page: page(() => import('./admin/projects/project.tsx')),
    permission: 'READ_PROJECT',
    or: seesProjects,
    orOnProject: true,
  },
  {
    path: '/admin/permissions',
    page: page(() => import('./admin/permissions/permissions.tsx')),
    permission: 'MANAGE_PERMISSIONS',
    navigation: { section: 'people', label: ({ customPermissions }) => customPermissions.title },
  },
  {
    path: '/admin/permissions/new',
    page: page(() => import('./admin/permissions/new.tsx')),
    permission: 'MANAGE_PERMISSIONS',
    action: ({ customPermissions }) => customPermissions.create,
  },
  {
    path: '/admin/permissions/:id',
    page: page(() => import('./admin/permissions/permission.tsx')),
    permission: 'MANAGE_PERMISSIONS',
  },
  {
    path: '/admin/tokens',
    page: page(() => import('./admin/tokens/tokens.tsx')),
    permission: 'READ_PERSONAL_ACCESS_TOKEN',
    navigation: { section: 'tokens', label: ({ allTokens }) => allTokens.title },
  },
  {
    path: '/admin/tokens/:id',
    page: page(() => import('./admin/tokens/token.tsx')),
    permission: 'READ_PERSONAL_ACCESS_TOKEN',
  },
  {
    path: '/admin/tokens/:id/edit',
    page: page(() => import('./admin/tokens/edit.tsx')),
    permission: 'UPDATE_PERSONAL_ACCESS_TOKEN',
  },
  {
    path: '/admin/permission-sets',
    page: page(() => import('./admin/permission-sets/permission-sets.tsx')),
    permission: 'MANAGE_PERMISSION_SETS',
    navigation: { section: 'tokens', label: ({ permissionSets }) => permissionSets.title },
  },
  {
    path: '/admin/permission-sets/new',
    page: page(() => import('./admin/permission-sets/new.tsx')),
    permission: 'MANAGE_PERMISSION_SETS',
    action: ({ permissionSets }) => permissionSets.create,
  },
  {
    path: '/admin/permission-sets/:id',
    page: page(() => import('./admin/permission-sets/permission-set.tsx')),
    permission: 'MANAGE_PERMISSION_SETS',
  },
  {
    path: '/admin/token-policy',
    page: page(() => import('./admin/token-policy/token-policy.tsx')),
    permission: 'UPDATE_TOKEN_POLICY',
    navigation: { section: 'tokens', label: ({ tokenPolicy }) => tokenPolicy.title },
  },
  {
    path: '/admin/audit',
    page: page(() => import('./admin/audit/audit.tsx')),
    permission: 'READ_ALL_LOGS',
    or: ['READ_ACCESS_LOG'],
    navigation: { section: 'security', label: ({ audit }) => audit.title },
  },
  {
    path: '/admin/two-step',
    page: page(() => import('./admin/two-step/two-step.tsx')),
    permission: 'UPDATE_MFA_ADMIN_SETTINGS',
    navigation: { section: 'security', label: ({ twoStep }) => twoStep.title },
  },
  {
    path: '/admin/password-policy',
    page: page(() => import('./admin/password-policy/password-policy.tsx')),
    permission: 'UPDATE_PASSWORD_POLICY',
    navigation: { section: 'security', label: ({ passwordPolicy }) => passwordPolicy.title },
  },
  {
    path: '/admin/firewall',
    page: page(() => import('./admin/firewall/firewall.tsx')),
    permission: 'READ_APPLICATION_FIREWALL_RULE',
    navigation: { section: 'security', label: ({ firewall }) => firewall.title },
  },
  {
    path: '/admin/settings',
    page: page(() => import('./admin/settings/settings.tsx')),
    permission: 'UPDATE_SYSTEM_SETTINGS',
    navigation: { section: 'security', label: ({ systemSettings }) => systemSettings.title },
  },
  {
    path: '/admin/webhooks',
    page: page(() => import('./admin/webhooks/webhooks.tsx')),
    permission: 'READ_WEBHOOK',
    navigation: { section: 'programs', label: ({ webhooks }) => webhooks.title },
  },
  {
    path: '/admin/webhooks/new',
    page: page(() => import('./admin/webhooks/new.tsx')),
    permission: 'CREATE_WEBHOOK',
    action: ({ webhooks }) => webhooks.create,
  },
  {
    path: '/admin/webhooks/:id',
    page: page(() => import('./admin/webhooks/webhook.tsx')),
    permission: 'READ_WEBHOOK',
  },
  {
    path: '/admin/webhooks/:id/edit',
    page: page(() => import('./admin/webhooks/edit.tsx')),
    permission: 'UPDATE_WEBHOOK',
  },
  {
    path: '/admin/apis',
    page: page(() => import('./admin/apis/apis.tsx')),
    permission: 'MANAGE_APIS',
    navigation: { section: 'programs', label: ({ apis }) => apis.title },
  },
  {
    path: '/admin/apis/new',
    page: page(() => import('./admin/apis/new.tsx')),
    permission: 'MANAGE_APIS',
    action: ({ apis }) => apis.create,
  },
  { path: '/admin/apis/:id', page: page(() => import('./admin/apis/api.tsx')), permission: 'MANAGE_APIS' },
  { path: '/admin/apis/:id/edit', page: page(() => import('./admin/apis/edit.tsx')), permission: 'MANAGE_APIS' },
];

export const isOpenTo = ({ permission, or = [], orOnProject = false }: RouteEntry, me: Me) =>
  permission === undefined ||
  [permission, ...or].some((one) => me.effective_permissions.includes(one)) ||
  (orOnProject && me.effective_permissions_on_projects.length > 0);
