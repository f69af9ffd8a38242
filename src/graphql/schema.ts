/** The whole schema, to which the file of each noun adds its part. Clients rely on its printed form. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import './scalars.ts';
import './requests/access-requests.ts';
import './sign-in/my-ip-address.ts';
import { builder } from './builder.ts';
import './plan/required-permissions.ts';
import { countIntrospection } from './cost/introspection.ts';
import './apis/apis.ts';
import './audit/logs.ts';
import './firewall/firewall.ts';
import './audit/notes.ts';
import './mail/mail.ts';
import './people/departure.ts';
import './people/me.ts';
import './access/custom-permissions.ts';
import { followCatalog } from './access/permission-enum.ts';
import './access/permissions.ts';
import './projects/projects.ts';
import './access/reach.ts';
import './access/templates.ts';
import './people/roles.ts';
import './sign-in/confirm-password.ts';
import './sign-in/factors.ts';
import './sign-in/mfa-settings.ts';
import './sign-in/password-policy.ts';
import './sign-in/providers.ts';
import './settings/system-settings.ts';
import './sign-in/sessions.ts';
import './tokens/confirm.ts';
import './tokens/shrink.ts';
import './tokens/policy.ts';
import './tokens/inventory.ts';
import './usage/usage.ts';
import './webhooks/webhooks.ts';
import './people/users.ts';

countIntrospection();
export const schema = builder.toSchema();
followCatalog(schema);

/** The schema as text, in an order that does not depend on the order of imports. */
export const printed = () => `${printSchema(lexicographicSortSchema(schema))}\n`;
