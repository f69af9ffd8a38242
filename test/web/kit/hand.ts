/**
 * Uses a page as a person does, and estimates the time that this takes a person, by the keystroke-level model of Card,
 * Moran and Newell (1980). A test can so limit the work of a task without measuring time.
 */
import type { Locator } from 'playwright-core';

/** The seconds that the model gives to each act. */
const seconds = { think: 1.35, point: 1.1, click: 0.2, moveHandToKeyboard: 0.4, key: 0.28 };

export interface Hand {
  click(target: Locator): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
  /** Pastes a text that is in the clipboard. */
  paste(field: Locator, text: string): Promise<void>;
  /** What the acts so far would take a person. */
  seconds(): number;
}

export function handOfAPerson(): Hand {
  let spent = 0;
  const click = async (target: Locator) => {
    spent += seconds.think + seconds.point + seconds.click;
    await target.click();
  };
  const fill = async (field: Locator, text: string, keys: number) => {
    await click(field);
    spent += seconds.moveHandToKeyboard + keys * seconds.key;
    await field.fill(text);
  };
  return {
    click,
    type: (field, text) => fill(field, text, text.length),
    paste: (field, text) => fill(field, text, 2),
    seconds: () => spent,
  };
}
