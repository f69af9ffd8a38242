/** Libraries of other services: oauth4webapi finds, introspects and revokes without changes, and the metadata names our endpoints. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { get, serviceHaving } from './asking.ts';

const issuer = 'https://latchkey.example';
let server: Latchkey;
let ada: Person;
let service: Person;
beforeAll(async () => {
  server = await startLatchkey('pglite', { PUBLIC_URL: issuer });
  ada = await people(server).having('READ_USER');
  service = await serviceHaving(server, 'INTROSPECT_TOKEN');
});
afterAll(() => server?.stop());

/** Reaches the server under the address that it is published at. */
const options = {
  [oauth.customFetch]: (url: string, init: object) => fetch(url.replace(issuer, server.url), init as RequestInit),
};

async function discovered(): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...options });
  return oauth.processDiscoveryResponse(url, response);
}

test('oauth4webapi finds the endpoints, introspects and revokes', async () => {
  const found = await discovered();
  const client = { client_id: service.username };
  const { token } = ada;
  for (const authentication of [oauth.ClientSecretBasic(service.token), oauth.ClientSecretPost(service.token)]) {
    const response = await oauth.introspectionRequest(found, client, authentication, token, options);
    const answer = await oauth.processIntrospectionResponse(found, client, response);
    expect(answer).toMatchObject({ active: true, sub: ada.id, scope: 'READ_USER' });
  }
  const anybody = { client_id: 'anybody' };
  const revoked = await oauth.revocationRequest(found, anybody, oauth.None(), token, options);
  expect(await oauth.processRevocationResponse(revoked)).toBeUndefined();
  const response = await oauth.introspectionRequest(
    found,
    client,
    oauth.ClientSecretBasic(service.token),
    token,
    options,
  );
  expect(await oauth.processIntrospectionResponse(found, client, response)).toEqual({ active: false });
});

test('a wrong client secret is an error of the kind that the library knows', async () => {
  const found = await discovered();
  const wrong = oauth.ClientSecretPost(`${service.token}x`);
  const response = await oauth.introspectionRequest(found, { client_id: service.username }, wrong, ada.token, options);
  await expect(
    oauth.processIntrospectionResponse(found, { client_id: service.username }, response),
  ).rejects.toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
});

test('the metadata contains the endpoints under PUBLIC_URL', async () => {
  expect((await get(server, '/.well-known/oauth-authorization-server')).body).toEqual({
    issuer,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'Bearer'],
    revocation_endpoint: `${issuer}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: ['none'],
    response_types_supported: [],
    grant_types_supported: [],
  });
  const { status, headers, body } = await get(server, '/.well-known/authzen-configuration');
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  expect(body).toEqual({
    policy_decision_point: issuer,
    access_evaluation_endpoint: `${issuer}/access/v1/evaluation`,
    access_evaluations_endpoint: `${issuer}/access/v1/evaluations`,
  });
});
