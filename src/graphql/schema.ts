/** The whole schema: each noun's file adds its part, and what is printed here is what clients rely on. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import './scalars.ts';
import './requests/access-requests.ts';
import './sign-in/my-ip-address.ts';
import { builder } from './builder.ts';
import './plan/required-permissions.ts';
import { countIntrospection } from './cost/introspection.ts';
import './audit/logs.ts';
import './mail/mail.ts';
import './people/me.ts';
import './access/permissions.ts';
import './projects/projects.ts';
import './access/reach.ts';
import './people/roles.ts';
import './sign-in/sessions.ts';
import './tokens/shrink.ts';
import './tokens/policy.ts';
import './tokens/tokens.ts';
import './usage/usage.ts';
import './people/users.ts';

countIntrospection();
export const schema = builder.toSchema();

/** The schema as text, in an order that does not depend on how it is built. */
export const printed = () => `${printSchema(lexicographicSortSchema(schema))}\n`;
