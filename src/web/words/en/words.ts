/** English, a file for each part of the pages. */
import { account } from './account.tsx';
import { allTokens } from './all-tokens.tsx';
import { apis } from './apis.tsx';
import { audit } from './audit.tsx';
import { commands } from './commands.ts';
import { companySignIn } from './company-sign-in.tsx';
import { customPermissions } from './custom-permissions.tsx';
import { departure } from './departure.tsx';
import { firewall } from './firewall.tsx';
import { general } from './general.tsx';
import { graphiql } from './graphiql.ts';
import { guide } from './guide.tsx';
import { history } from './history.ts';
import { home } from './home.ts';
import { matrix } from './matrix.ts';
import { newPassword } from './new-password.ts';
import { notes } from './notes.ts';
import { passwordPolicy } from './password-policy.tsx';
import { permissionSets } from './permission-sets.tsx';
import { permissions } from './permissions.ts';
import { projects } from './projects.tsx';
import { reach } from './reach.ts';
import { requests } from './requests.tsx';
import { requestsToDecide } from './requests-to-decide.tsx';
import { roles } from './roles.tsx';
import { server } from './server.ts';
import { systemSettings } from './system-settings.ts';
import { token } from './token.tsx';
import { tokenLimits } from './token-limits.ts';
import { tokenPolicy } from './token-policy.tsx';
import { tokens } from './tokens.tsx';
import { twoStep } from './two-step.tsx';
import { users } from './users.tsx';
import { webhooks } from './webhooks.tsx';

export const words = {
  account,
  allTokens,
  apis,
  audit,
  commands,
  companySignIn,
  customPermissions,
  firewall,
  departure,
  guide,
  general,
  graphiql,
  history,
  home,
  matrix,
  newPassword,
  passwordPolicy,
  notes,
  permissionSets,
  permissions,
  projects,
  reach,
  requests,
  requestsToDecide,
  roles,
  server,
  systemSettings,
  token,
  tokenLimits,
  tokenPolicy,
  tokens,
  twoStep,
  users,
  webhooks,
};

/** What every language has. */
export type Words = typeof words;
