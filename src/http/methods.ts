/** Which HTTP methods an endpoint accepts. */
import { Refused } from './refusals.ts';
import { type Endpoint, notFound } from './reply.ts';

/** An endpoint for GET and HEAD; with other methods there is nothing. */
export const onGet =
  (endpoint: Endpoint): Endpoint =>
  (exchange) =>
    exchange.method === 'GET' || exchange.method === 'HEAD' ? endpoint(exchange) : notFound();

/** Errors: 405 for any other method. Put it inside of what presents the errors of an endpoint. */
export const onPost =
  (endpoint: Endpoint): Endpoint =>
  (exchange) => {
    if (exchange.method !== 'POST') throw new Refused(405, 'Use POST.', { Allow: 'POST' });
    return endpoint(exchange);
  };
