/** French, a file for each part of the application. */

import type { Words } from '../words.tsx';
import { account } from './account.tsx';
import { inventory } from './all-tokens.tsx';
import { firstVisit } from './first-visit.tsx';
import { general } from './general.ts';
import { logs } from './history.ts';
import { permissionSets } from './permission-sets.tsx';
import { permissions } from './permissions.ts';
import { projects } from './projects.tsx';
import { reach } from './reach.ts';
import { faults } from './refusals.tsx';
import { requests } from './requests.tsx';
import { accessRequests } from './requests-to-decide.tsx';
import { roles } from './roles.tsx';
import { token } from './token.tsx';
import { tokenPolicy } from './token-policy.tsx';
import { tokens } from './tokens.tsx';
import { users } from './users.tsx';

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
