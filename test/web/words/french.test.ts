/** French pages: the English texts of the server that have a name are in French. */
import { describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../../schema/users.ts';
import { showTree, toggle } from '../kit/checkboxes.ts';
import { keepPicture } from '../kit/picture.ts';
import { useVisits } from '../kit/visits.ts';

const password = 'plum tractor seldom 47';

describe('a French administrator', () => {
  const visits = useVisits();
  const held = [
    'CREATE_ROLE',
    'READ_ROLE',
    'UPDATE_ROLE',
    'CREATE_USER',
    'READ_USER',
    'UPDATE_USER',
    'PROVISION_PROJECT',
    'UPDATE_PASSWORD_POLICY',
    'UPDATE_TOKEN_POLICY',
  ] as const;
  const administrator = async () => {
    const person = await visits.as.having(...held);
    await visits.server.db.update(users).set({ language: 'fr' }).where(eq(users.id, person.id));
    return person;
  };
  /** The English texts of a page that shows the given texts. */
  const english = async (page: Page, picture: string, ...texts: string[]) => {
    for (const text of texts) await page.getByText(text).first().waitFor();
    await keepPicture(page, picture);
    return (await page.locator('body [lang="en"]').allInnerTexts()).filter(Boolean);
  };

  test('sees no English in the list of permissions and when a name is refused', async () => {
    const page = await visits.open(await administrator(), '/admin/roles/new');
    await showTree(page);
    expect(
      await english(page, 'french-role', 'Voir les rôles et leurs permissions.', 'Qui peut définir un mot de passe'),
    ).toEqual([]);
    await page.getByRole('searchbox').fill('mot de passe');
    await page.getByRole('row', { name: 'UPDATE_USER' }).waitFor();
    await page.getByRole('button', { name: 'Créer le rôle' }).click();
    expect(await english(page, 'french-role-refused', 'À remplir.')).toEqual([]);
  });

  test('sees no English in the escalations of a role', async () => {
    const person = await administrator();
    const [row] = await visits.server.db.select().from(users).where(eq(users.id, person.id));
    const page = await visits.open(person, `/admin/roles/${row?.roleId}`);
    const texts = [
      'Ces permissions permettent d’obtenir davantage.',
      'Un de ses jetons crée un compte, en ouvre le lien à usage unique, montré dans la réponse, et se connecte.',
      'Un utilisateur de ce rôle crée un projet, sur lequel son compte peut tout faire.',
    ];
    expect(await english(page, 'french-reach', ...texts)).toEqual([]);
  });

  test('sees no English in the summary of a token and when its expiry is refused', async () => {
    const person = await administrator();
    const { ask } = await person.signedIn();
    const policy = async (input: object) => {
      const query =
        'mutation ($input: UpdateTokenPolicyMutationInput!) { updateTokenPolicy(input: $input) { tokens_per_user } }';
      expect((await ask(query, { input })).errors).toBeUndefined();
    };
    const page = await visits.open(person, '/account/tokens/new');
    await page.getByLabel('Nom', { exact: true }).fill('Trop long');
    await showTree(page);
    await page.getByRole('searchbox').fill('updateUser');
    await toggle(page.getByRole('row', { name: 'UPDATE_USER' }));
    const summary = page.getByRole('complementary', { name: 'Ce que ce jeton peut faire' });
    await summary.getByText('Modifier, activer et désactiver les utilisateurs').waitFor();
    const texts = [
      'Modifie un utilisateur qui n’a pas plus de permissions que soi.',
      'Qui peut définir un mot de passe',
    ];
    expect(await english(page, 'french-token', ...texts)).toEqual([]);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('row', { name: 'CREATE_ROLE' }).waitFor();
    await policy({ maximum_token_lifetime_days: 10 });
    try {
      await page.getByRole('button', { name: 'Générer le jeton' }).click();
      expect(await english(page, 'french-token-refused', 'Au plus dans 10 jours :', 'au plus tard.')).toEqual([]);
    } finally {
      await policy({ unset_maximum_token_lifetime_days: true });
    }
  });

  test('sees no English when two numbers of the token policy are refused at once', async () => {
    const page = await visits.open(await administrator(), '/admin/token-policy');
    await page.getByLabel('Avertir avant l’expiration (jours)').fill('999');
    await page.getByLabel('Jetons par utilisateur').fill('0');
    await page.getByRole('button', { name: 'Enregistrer les règles' }).click();
    await page.getByText('De 1 à 90.', { exact: true }).waitFor();
    expect(await english(page, 'french-policy', 'De 1 à 90.')).toEqual([]);
    await page.getByText(/^De 1 à 10.000\.$/).waitFor();
  });

  test('sees no English when an address and a password are refused', async () => {
    const page = await visits.open(await administrator(), '/account');
    await page.getByLabel('Adresse e-mail').fill('personne');
    await page.getByRole('button', { name: 'Enregistrer' }).first().click();
    expect(await english(page, 'french-address', 'Ce n’est pas une adresse e-mail.')).toEqual([]);
    await page.getByLabel('Mot de passe actuel').fill(password);
    await page.getByLabel('Nouveau mot de passe').fill('password12345');
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    expect(await english(page, 'french-password', 'Trop facile à deviner :')).toEqual([]);
  });

  test('sees no English on the page about the password policy, and when a number is refused', async () => {
    const page = await visits.open(await administrator(), '/admin/password-policy');
    await page.getByText('Accepté', { exact: true }).first().waitFor();
    await page.getByLabel('Longueur minimale, en caractères').fill('99');
    await page.getByRole('button', { name: 'Enregistrer les règles' }).click();
    expect(await english(page, 'french-password-policy', 'De 8 à 72.', 'Refusé. Il manque :')).toEqual([]);
  });
});
