/** Clicks the checkbox of a row of a table or tree as a person does: once it no longer moves, and sees the box change. */
import { expect } from '@jest/globals';
import type { Locator } from 'playwright-core';

export async function toggle(row: Locator): Promise<void> {
  const box = row.getByRole('checkbox').first();
  const before = await box.isChecked();
  await row.locator('label.checkbox').first().click();
  await box.and(row.locator(before ? ':not(:checked)' : ':checked')).waitFor({ state: 'attached' });
  expect(await box.isChecked()).toBe(!before);
}
