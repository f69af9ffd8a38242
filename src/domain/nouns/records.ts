/** The nouns whose records log entries can be about, and that users open. */
import type { Definition } from '../lists/definition.ts';
import { accessRequestList } from './access-requests.ts';
import { apiList } from './apis.ts';
import { firewallRuleList } from './application-firewall-rules.ts';
import { customPermissionList } from './custom-permissions.ts';
import { permissionSetList } from './permission-sets.ts';
import { projectList } from './projects.ts';
import { roleList } from './roles.ts';
import { tokenList } from './tokens.ts';
import { userList } from './users.ts';
import { webhookList } from './webhooks.ts';

export const recordLists: readonly Definition[] = [
  userList,
  roleList,
  permissionSetList,
  customPermissionList,
  projectList,
  tokenList,
  accessRequestList,
  firewallRuleList,
  webhookList,
  apiList,
];
