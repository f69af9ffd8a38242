/** What an ID token may say about a person. */
import { expect, test } from '@jest/globals';
import { claimsOf } from '../../../src/oidc/claims.ts';
import { type Provider, ProviderError } from '../../../src/oidc/provider.ts';

const provider: Provider = {
  id: 'acme',
  name: 'Acme',
  issuer: 'https://acme.example',
  clientId: 'latchkey',
  clientSecret: 'secret',
  scopes: [],
  matchByEmail: false,
  trustProvisionedAddresses: false,
  createUsers: false,
  role: null,
  roleClaim: null,
  roles: new Map(),
  trustSecondFactor: false,
};

test.each(['1', 'a|b c~', 'x'.repeat(255)])('the subject may be %s', (sub) => {
  expect(claimsOf(provider, { sub }).subject).toBe(sub);
});

test.each([
  ['missing', undefined],
  ['a number', 1],
  ['empty', ''],
  ['too long', 'x'.repeat(256)],
  ['with NUL', 'a\0'],
  ['with half of a character', 'vic\ud83d'],
  ['not ASCII', 'ä'],
])('a subject that is %s is refused', (_what, sub) => {
  expect(() => claimsOf(provider, { sub })).toThrow(ProviderError);
});
