/** Clicks the checkbox of a row of a table or tree until it has changed: a list that is read again replaces its rows. */
import type { Locator, Page } from 'playwright-core';

/** A click that changed nothing by then met a row that was about to move or be replaced. */
const patienceMs = 2_000;

export async function toggle(row: Locator): Promise<void> {
  const box = row.getByRole('checkbox').first();
  const before = await box.isChecked();
  const changed = box.and(row.locator(before ? ':not(:checked)' : ':checked'));
  for (let tries = 0; tries < 5; tries++) {
    // Waits until the row is in the same place in two frames.
    await row.scrollIntoViewIfNeeded();
    // The box itself is hidden behind its picture.
    if ((await box.isChecked()) === before) await box.click({ force: true });
    const waiting = changed.waitFor({ state: 'attached', timeout: patienceMs });
    const isChanged = await waiting.then(
      () => true,
      () => false,
    );
    if (isChanged) return;
  }
  throw new Error(`The checkbox is still ${before ? '' : 'not '}checked after five clicks.`);
}

/** Unfolds the tree of single permissions below the levels. */
export async function showTree(page: Page): Promise<void> {
  const fold = page.getByRole('button', {
    name: /^(Single permissions|Permissions .*une à une|Einzelne Berechtigungen)/,
  });
  await fold.waitFor();
  if ((await fold.getAttribute('aria-expanded')) !== 'true') await fold.click();
  await page.getByRole('treegrid').waitFor();
}
