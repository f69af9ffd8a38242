/**
 * Calls by URL, as Virtuozzo has them: `/1.0/<root field>`, with a token as `session` and one parameter for each argument. A
 * call becomes a GraphQL document and passes the same steps.
 */
import type { Viewer } from '../domain/access/viewer.ts';
import { callOf, documentFor, type FieldCall } from '../graphql/call-by-url/field-document.ts';
import { variablesOf } from '../graphql/call-by-url/parameters.ts';
import { schema } from '../graphql/schema.ts';
import { readBody } from './bodies.ts';
import { withErrorsAs } from './error-forms.ts';
import type { Exchange } from './exchange.ts';
import type { Run } from './graphql-steps.ts';
import { parametersOf } from './parameters.ts';
import type { Params } from './params.ts';
import { viewerOf } from './read-credential.ts';
import { Refused, statusOf } from './refusals.ts';
import { type Endpoint, jsonReply, type Reply, type TextReply } from './reply.ts';
import type { Services } from './services.ts';

export const callPath = '/1.0/';

export function callByUrl(services: Services, run: Run): Endpoint {
  async function answer(exchange: Exchange): Promise<Reply> {
    const { method } = exchange;
    const field = exchange.path.slice(callPath.length);
    const call = callOf(schema, field);
    if (method !== 'GET' && method !== 'POST') throw notAllowed('Use GET or POST.', 'GET, POST');
    await readBody(exchange);
    const parameters = parametersOf(exchange);
    const session = parameters.get('session');
    if (!session) throw new Refused(401, 'Send a token as `session`.');
    parameters.delete('session');
    return run(exchange, {
      answerType: 'application/json',
      who: () => viewerOf(exchange, services, { cookie: false, address: false, bound: false, session }),
      params: (viewer) => paramsOf(method, call, viewer, parameters),
      form: { present: asResult, head: { result: 0 }, field },
    });
  }

  return withErrorsAs(asResult, services, answer);
}

/** Called after the token was accepted, so that strangers do not learn which root fields exist. */
function paramsOf(
  method: string,
  call: FieldCall | undefined,
  viewer: Viewer | null,
  parameters: ReadonlyMap<string, string>,
): Params {
  if (!call) throw new Refused(404, 'There is no root field of this name.');
  if (call.operation === 'mutation' && method === 'GET')
    throw notAllowed('Send mutations by POST: browsers and others may fetch links before anybody opens them.', 'POST');
  return { query: documentFor(call, viewer), variables: variablesOf(call, parameters) };
}

const notAllowed = (message: string, allowed: string) => new Refused(405, message, { Allow: allowed });

interface Body {
  data?: object;
  errors?: { message: string; extensions: { code: string } }[];
}

/** An answer of GraphQL as `result`: 0 with the data, or the HTTP status with the first error. */
function asResult(reply: TextReply): TextReply {
  const { data, errors } = JSON.parse(reply.body) as Body;
  const [error] = errors ?? [];
  if (!error) return { ...reply, body: JSON.stringify({ result: 0, ...data }) };
  const status = reply.status === 200 ? statusOf(error.extensions as { code: never }) : reply.status;
  const { headers, body } = jsonReply({ result: status, error: error.message });
  return { status, headers: { ...reply.headers, ...headers }, body };
}
