/** French, a file for each part of the application. */
import { accessRequests } from './fr/access-requests.tsx';
import { account } from './fr/account.tsx';
import { faults } from './fr/faults.tsx';
import { firstVisit } from './fr/first-visit.tsx';
import { general } from './fr/general.ts';
import { inventory } from './fr/inventory.tsx';
import { logs } from './fr/logs.ts';
import { permissionSets } from './fr/permission-sets.tsx';
import { permissions } from './fr/permissions.ts';
import { projects } from './fr/projects.tsx';
import { reach } from './fr/reach.ts';
import { requests } from './fr/requests.tsx';
import { roles } from './fr/roles.tsx';
import { token } from './fr/token.tsx';
import { tokenPolicy } from './fr/token-policy.tsx';
import { tokens } from './fr/tokens.tsx';
import { users } from './fr/users.tsx';
import type { Words } from './words.tsx';

export const fr: Words = {
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
