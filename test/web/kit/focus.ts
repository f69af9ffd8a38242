/** Where the focus of a page is, in words, and waiting until it is there. */
import type { Page } from 'playwright-core';

/** What has the focus: its role or tag, and its name. `body` when nothing has it. */
export function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'body';
    const byIds = (ids: string | null) =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim();
    const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
    const name =
      element.getAttribute('aria-label') ||
      label?.[0]?.textContent ||
      byIds(element.getAttribute('aria-labelledby')) ||
      element.textContent;
    return `${element.getAttribute('role') ?? element.localName} ${name?.trim()}`;
  });
}

const patienceMs = 8_000;

/** Waits until the focus is on an element whose role and name match. */
export async function focused(page: Page, expected: RegExp | string): Promise<void> {
  const until = Date.now() + patienceMs;
  let found = '';
  while (Date.now() < until) {
    found = await focusOf(page);
    if (typeof expected === 'string' ? found === expected : expected.test(found)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`The focus is on "${found}", not on "${expected}".`);
}

/** What says what is wrong with the focused field, which must be marked as wrong and be in the window. */
export function faultOfFocused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const field = element.closest('.field[data-invalid]');
    if (!field) return 'not marked as wrong';
    // A group of options and a tree have the description, not the option or the row.
    const described = element.closest('[aria-describedby]');
    const texts = described?.getAttribute('aria-describedby')?.split(' ') ?? [];
    const error = field.querySelector('.field-error');
    const { top = -1, bottom = 0 } = error?.getBoundingClientRect() ?? {};
    if (top < 0 || bottom > window.innerHeight) return 'not in the window';
    const isDescribed = texts.some((id) => document.getElementById(id)?.textContent === error?.textContent);
    return isDescribed ? (error?.textContent ?? '') : 'not described by its error';
  });
}
