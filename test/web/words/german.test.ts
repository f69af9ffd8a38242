/** German pages: the English texts of the server that have a name are in German, and its long words fit. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import type { Person } from '../../test-users.ts';
import { showTree } from '../kit/checkboxes.ts';
import { type Look, lookAt } from '../kit/looks.ts';
import { keepPicture } from '../kit/picture.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
let ada: Person;
beforeAll(async () => {
  ada = await visits.as.owner();
  await visits.server.db.update(users).set({ language: 'de' }).where(eq(users.id, ada.id));
  const { ask } = await ada.signedIn();
  const create =
    'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }';
  const input = { name: 'Bericht', methods: ['users', 'roles'], expires_at: new Date(Date.now() + 5 * 24 * 3600_000) };
  expect((await ask(create, { input })).errors).toBeUndefined();
});

test('a German administrator sees no English in the permissions of a role and when a name is refused', async () => {
  const page = await visits.open(ada, '/admin/roles/new');
  await showTree(page);
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.getByText('Rollen und ihre Berechtigungen ansehen').first().waitFor();
  await page.getByRole('searchbox').fill('Passwort');
  await page.getByRole('row', { name: 'UPDATE_USER' }).waitFor();
  await page.getByRole('button', { name: 'Rolle erstellen', exact: true }).click();
  await page.getByText('Dies darf nicht leer sein.').first().waitFor();
  await keepPicture(page, 'german-role-refused');
  expect((await page.locator('body [lang="en"]').allInnerTexts()).filter(Boolean)).toEqual([]);
});

describe('in German', () => {
  const pages: Look[] = [
    ['german-home', '/account/home', 'Zu erledigen'],
    ['german-account', '/account', 'Authenticator-App hinzufügen'],
    ['german-tokens', '/account/tokens', 'Bericht'],
    ['german-token', '/account/tokens/1', 'Was es darf'],
    ['german-token-new', '/account/tokens/new', 'Einzelne Berechtigungen'],
    ['german-all-tokens', '/admin/tokens', 'Bericht'],
    ['german-users', '/admin/users', 'Neuer Benutzer'],
    ['german-roles', '/admin/roles', 'Neue Rolle'],
    ['german-token-policy', '/admin/token-policy', 'Tokens pro Benutzer'],
    ['german-settings', '/admin/settings', 'Sprache neuer Benutzer'],
  ];
  lookAt(pages, () => ({ who: ada, browser: visits.browser, url: visits.server.url }));
});
