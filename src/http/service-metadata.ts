/** The documents in which libraries of other services find our endpoints (RFC 8414, AuthZEN). */
import { admit } from './firewall.ts';
import { onGet } from './methods.ts';
import { type Endpoint, jsonReply } from './reply.ts';
import type { Services } from './services.ts';

export const paths = {
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  evaluation: '/access/v1/evaluation',
  evaluations: '/access/v1/evaluations',
} as const;

export const metadata = (services: Services): [string, Endpoint][] => {
  const { publicUrl } = services;
  const at = (path: keyof typeof paths) => publicUrl + paths[path];
  const document = (content: object): Endpoint =>
    onGet(async (exchange) => {
      await admit(exchange, services.db);
      return jsonReply(content);
    });
  return [
    [
      '/.well-known/oauth-authorization-server',
      document({
        issuer: publicUrl,
        introspection_endpoint: at('introspection'),
        introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'Bearer'],
        revocation_endpoint: at('revocation'),
        revocation_endpoint_auth_methods_supported: ['none'],
        // There is no sign-in with OAuth.
        response_types_supported: [],
        grant_types_supported: [],
      }),
    ],
    [
      '/.well-known/authzen-configuration',
      document({
        policy_decision_point: publicUrl,
        access_evaluation_endpoint: at('evaluation'),
        access_evaluations_endpoint: at('evaluations'),
      }),
    ],
  ];
};
