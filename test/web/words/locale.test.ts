/** The language and locale of the pages, whatever languages the browser reports: valid, invalid, or none. */
import { describe, expect, test } from '@jest/globals';
import { localeOf } from '../../../src/web/words/locale.ts';
import { useVisits } from '../kit/visits.ts';

/** In the order of the folders, in which English is not the first. */
const known = ['de', 'en', 'fr'] as const;

describe('the language and locale of the pages', () => {
  const cases: [
    rule: string,
    reported: string[],
    asked: (typeof known)[number] | undefined,
    language: string,
    locale: string,
  ][] = [
    ['are those of the first reported language that has words', ['it-CH', 'fr-CH', 'en-GB'], undefined, 'fr', 'fr-CH'],
    ['are German in a German browser', ['de-AT', 'de', 'en'], undefined, 'de', 'de-AT'],
    ['are those of the language asked for, in the region reported', ['fr-CH', 'en-GB'], 'en', 'en', 'en-GB'],
    ['are those of the language asked for where no region is reported', ['en-GB'], 'fr', 'fr', 'fr'],
    ['skip what is not a valid tag', ['en-US@posix', '', 'C', 'fr-CA'], undefined, 'fr', 'fr-CA'],
    ['skip what is not a valid tag of the language asked for', ['en-US@posix', 'en-CA'], 'en', 'en', 'en-CA'],
    ['are English where no tag is valid', ['en-US@posix'], undefined, 'en', 'en'],
    ['are English where nothing is reported', [], undefined, 'en', 'en'],
    ['are English where no reported language has words', ['it', 'enm', 'frr-DE'], undefined, 'en', 'en'],
  ];
  test.each(cases)('%s', (_rule, reported, asked, language, locale) => {
    expect(localeOf(known, reported, asked)).toEqual({ language, locale });
    expect(Intl.getCanonicalLocales(locale)).toHaveLength(1);
  });
});

describe('in a browser that reports a language that is not a valid tag', () => {
  const visits = useVisits();

  test.each([
    ['alone', ['en-US@posix'], 'en'],
    ['before a valid one', ['en-US@posix', 'fr-FR'], 'fr'],
  ])('%s, every page is shown', async (_where, reported, language) => {
    const page = await visits.open(await visits.as.owner(), '/healthz');
    await page.addInitScript((reported) => {
      Object.defineProperty(navigator, 'languages', { value: reported });
      Object.defineProperty(navigator, 'language', { value: reported[0] });
    }, reported);
    // In the language of the user, with dates and numbers.
    for (const path of ['/account', '/account/tokens', '/admin/users', '/admin/tokens']) {
      await page.goto(visits.server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.getByRole('row').nth(1).waitFor();
    await page.goto(`${visits.server.url}/graphiql`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.getByText(/^Signed in as /).waitFor();
    // Without a signed-in user, only the browser determines the language.
    await page.goto(`${visits.server.url}/account`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.route('**/api/graphql', (route) => route.fulfill({ status: 401, json: {} }));
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  });
});
