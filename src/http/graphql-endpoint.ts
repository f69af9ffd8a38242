/** The GraphQL endpoint: method, content type, origin, credential. */
import { preferenceAmong } from './accept.ts';
import { callByUrl, callPath } from './call-by-url.ts';
import { sessionCookie } from './cookies.ts';
import { createRun, type Run } from './graphql-steps.ts';
import { requireSameOrigin } from './origin.ts';
import { requireUserOfPage, viewerOf } from './read-credential.ts';
import { type Endpoint, errorReply } from './reply.ts';
import type { Services } from './services.ts';
import { graphqlPath } from './yoga.ts';

/** The endpoints that execute operations. They share limits and caches. */
export function graphqlEndpoints(services: Services): [string, Endpoint][] {
  const run = createRun(services);
  return [
    [graphqlPath, graphqlEndpoint(services, run)],
    [`${callPath}*`, callByUrl(services, run)],
  ];
}

function graphqlEndpoint(services: Services, run: Run): Endpoint {
  const { publicUrl } = services;
  return async (exchange) => {
    const { method, header } = exchange;
    if (method !== 'GET' && method !== 'POST')
      return errorReply(405, 'INVALID_INPUT', 'Use GET or POST.', { Allow: 'GET, POST' });
    if (method === 'POST' && !isJson(header('content-type')))
      return errorReply(415, 'INVALID_INPUT', 'Send the request as application/json.');
    const answerType = answerTypeOf(header('accept'));
    if (!answerType)
      return errorReply(
        406,
        'INVALID_INPUT',
        `Accept ${answerTypes.join(' or ')}, which are the types of all answers.`,
      );
    const inAddress = method === 'GET' && exchange.query('session') !== undefined;
    const bearer = header('authorization') !== undefined || inAddress;
    const hasSession = !bearer && sessionCookie(exchange, publicUrl) !== undefined;
    if (method === 'GET' && !bearer && !hasSession && header('x-latchkey-csrf') === undefined)
      return errorReply(
        403,
        'FORBIDDEN',
        'A GET requires a token in the Authorization header or, for public fields, the header X-Latchkey-CSRF with any value.',
      );
    if (hasSession) requireSameOrigin(exchange, publicUrl);
    const accepted = { cookie: method === 'POST', address: method === 'GET', bound: true };
    const who = async () => {
      const found = await viewerOf(exchange, services, accepted);
      requireUserOfPage(exchange, found);
      return found;
    };
    return run(exchange, { answerType, who });
  };
}

const answerTypes = ['application/json', 'application/graphql-response+json'] as const;
const answerTypeOf = preferenceAmong(answerTypes);

const isJson = (contentType: string | undefined) => /^application\/(graphql\+)?json\s*(;|$)/i.test(contentType ?? '');
