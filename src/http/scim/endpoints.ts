/** `/scim/v2`: identity providers read, create, change and disable users with SCIM 2.0 (RFC 7643 and RFC 7644). */
import { withErrorsAs } from '../error-forms.ts';
import type { Exchange } from '../exchange.ts';
import { Refused } from '../refusals.ts';
import type { Endpoint, Reply, TextReply } from '../reply.ts';
import type { Services } from '../services.ts';
import { asCaller, type Work, type Works } from './caller.ts';
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts';
import { scimError, scimReply } from './faults.ts';
import { onSearch, onUser, onUsers } from './on-users.ts';
import { lastOf, listReply, root } from './replies.ts';

export function scimEndpoints(services: Services): [string, Endpoint][] {
  const base = services.publicUrl + root;
  const routes: [string, Works][] = [
    ['/Users', onUsers(services)],
    ['/Users/*', onUser(services)],
    ['/Users/.search', onSearch(services)],
    ['/ServiceProviderConfig', { GET: async () => scimReply(serviceProviderConfig(base)) }],
    ...described('/ResourceTypes', resourceTypes(base)),
    ...described('/Schemas', schemas(base)),
    ['/*', nothing],
    ['/Groups/*', nothing],
  ];
  return routes.map(([path, works]) => [root + path, withErrorsAs(scimError, services, endpoint(services, works))]);
}

/** The path whose endpoint answers where there is nothing, or the path itself outside SCIM. */
export const otherScimPath = (path: string): string => (isScim(path) ? `${root}/*` : path);

/** Requests that are refused before they reach an endpoint, such as those with a body that is too large. */
export const inFormOfScim = (reply: Reply, exchange: Exchange): Reply =>
  isScim(exchange.path) && isErrorReply(reply) ? scimError(reply, exchange, null) : reply;

const isScim = (path: string) => path.startsWith(`${root}/`);

const isErrorReply = (reply: Reply): reply is TextReply =>
  typeof reply.body === 'string' && reply.body.startsWith('{"errors":');

const endpoint =
  (services: Services, works: Works): Endpoint =>
  (exchange) => {
    const { method } = exchange;
    const work = works[(method === 'HEAD' ? 'GET' : method) as keyof Works];
    const allowed = Object.keys(works).flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each]));
    const others: Work = async () => {
      throw new Refused(405, `Use ${allowed.join(', ')}.`, { Allow: allowed.join(', ') });
    };
    return asCaller(exchange, services, work ?? others);
  };

function described(path: string, list: readonly { id: string }[]): [string, Works][] {
  const whole: Work = async ({ query }) => {
    // RFC 7644 requires it, section 4.
    if (query('filter') !== undefined) throw new Refused(403, 'This list cannot be filtered.');
    return listReply({ total: list.length, start: 1, resources: list });
  };
  const single: Work = async (exchange) => {
    const one = list.find(({ id }) => id.toLowerCase() === lastOf(exchange).toLowerCase());
    if (!one) throw new Refused(404, 'There is nothing with this id.');
    return scimReply(one);
  };
  return [
    [path, { GET: whole }],
    [`${path}/*`, { GET: single }],
  ];
}

const refuse: Work = async () => {
  throw new Refused(
    404,
    'There are only users, at /scim/v2/Users and /scim/v2/Users/<id>, without a slash at the end.',
  );
};

/** Also for what is not supported, such as groups and bulk requests. */
const nothing: Works = { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
