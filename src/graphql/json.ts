/** Reads JSON from clients safely: no prototype pollution, and no cost beyond its length. */
import { because, type Reason } from '../domain/base/reasons.ts';

const deepest = 60;
const mostValues = 5_000;

/** The value. `fault` makes the error from the rule that is broken, which completes the sentence "The text …". */
export function readJson(text: string, fault: (rule: Reason) => Error): unknown {
  const value = parseJson(text, fault);
  requireModest(value, fault);
  return value;
}

/** The value without further checks, for callers that check its parts with `requireModest`. */
export function parseJson(text: string, fault: (rule: Reason) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError || error instanceof RangeError ? fault(because('NOT_JSON')) : error;
  }
}

/** Refuses a value that is too deep or too large, or that contains the name "__proto__". */
export function requireModest(value: unknown, fault: (rule: Reason) => Error): void {
  let left = mostValues;
  const visit = (each: unknown, depth: number): void => {
    if (--left < 0) throw fault(because('TOO_MANY_VALUES', { most: mostValues }));
    if (typeof each !== 'object' || each === null) return;
    if (depth >= deepest) throw fault(because('TOO_DEEP', { most: deepest }));
    if (Array.isArray(each)) {
      for (const item of each) visit(item, depth + 1);
      return;
    }
    for (const name of Object.keys(each)) {
      if (name === '__proto__') throw fault(because('POLLUTED'));
      visit((each as Record<string, unknown>)[name], depth + 1);
    }
  };
  visit(value, 0);
}

/** Whether a JSON value is an object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
