/**
 * How the pages of an account look: each fits narrow and wide windows, light and dark, and is accessible.
 * A new page is a line in `pages`. `npm run pictures` writes their pictures to docs/pictures.
 */
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { type Look, lookAt } from '../kit/looks.ts';

const pages: Look[] = [
  ['account', '/account', 'Add an authenticator app'],
  ['tokens', '/account/tokens', 'Deployment'],
  ['token-new', '/account/tokens/new', 'What this token can do'],
  ['token-edit', '/account/tokens/2/edit', 'Everything you may do'],
];

let server: Latchkey;
let browser: Browser;
let ada: Person;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  ada = await people(server).owner();
  await furnish();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** A user with some tokens. */
async function furnish(): Promise<void> {
  const { ask } = await ada.signedIn();
  await ask('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }', {
    input: { name: 'Ada Lovelace', public_name: 'Ada' },
  });
  const day = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();
  const inputs = [
    {
      name: 'Deployment',
      description: 'Rolls out the shop at night',
      permissions: ['READ_USER', 'READ_ROLE'],
      operations: [
        {
          document: 'query One($id: Int64Bit) { users(id: $id) { entities { name } } }',
          pinned_variables: '{"id":"1"}',
        },
      ],
    },
    { name: 'Nightly report', methods: ['users', 'roles'], expires_at: day(5.1) },
    { name: 'Laptop', expires_at: day(89.9), allowed_subnets: ['192.0.2.0/24'] },
    { name: 'Invitations', methods: ['createUser'], permissions: ['CREATE_USER'] },
    { name: 'Analysis of everything', type: 'GLOBAL_ANALYSIS', expires_at: day(364.9) },
  ];
  for (const input of inputs) {
    const { errors } = await ask(
      'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }',
      { input },
    );
    expect(errors).toBeUndefined();
  }
}

lookAt(pages, () => ({ who: ada, browser, url: server.url }));
