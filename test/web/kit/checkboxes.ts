/** Clicks the checkbox of a row of a table or tree once the row no longer moves, and waits until the box has changed. */
import type { Locator } from 'playwright-core';

export async function toggle(row: Locator): Promise<void> {
  const box = row.getByRole('checkbox').first();
  const before = await box.isChecked();
  // Waits until the row is in the same place in two frames.
  await row.scrollIntoViewIfNeeded();
  // The box itself is hidden behind its picture.
  await box.click({ force: true });
  await box.and(row.locator(before ? ':not(:checked)' : ':checked')).waitFor({ state: 'attached' });
}
