/** English, a file for each part of the application. */
import { accessRequests } from './en/access-requests.tsx';
import { account } from './en/account.tsx';
import { faults } from './en/faults.tsx';
import { firstVisit } from './en/first-visit.tsx';
import { general } from './en/general.ts';
import { inventory } from './en/inventory.tsx';
import { logs } from './en/logs.ts';
import { permissionSets } from './en/permission-sets.tsx';
import { permissions } from './en/permissions.ts';
import { projects } from './en/projects.tsx';
import { reach } from './en/reach.ts';
import { requests } from './en/requests.tsx';
import { roles } from './en/roles.tsx';
import { token } from './en/token.tsx';
import { tokenPolicy } from './en/token-policy.tsx';
import { tokens } from './en/tokens.tsx';
import { users } from './en/users.tsx';

export const en = {
  accessRequests,
  account,
  faults,
  firstVisit,
  general,
  inventory,
  logs,
  permissionSets,
  permissions,
  projects,
  reach,
  requests,
  roles,
  token,
  tokenPolicy,
  tokens,
  users,
};
