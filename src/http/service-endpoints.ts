/** The endpoints to which other services come, apart from the one for reverse proxies. */
import { evaluation, evaluations } from './authzen.ts';
import { introspection } from './introspection.ts';
import type { Endpoint } from './reply.ts';
import { revocation } from './revocation.ts';
import { metadata, paths } from './service-metadata.ts';
import type { Services } from './services.ts';

export const serviceEndpoints = (services: Services): [string, Endpoint][] => [
  ...metadata(services),
  [paths.introspection, introspection(services)],
  [paths.revocation, revocation(services)],
  [paths.evaluation, evaluation(services)],
  [paths.evaluations, evaluations(services)],
];
