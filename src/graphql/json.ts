/** JSON from clients, read so that nothing in it can pass for a prototype. */
import { because, type Reason } from '../domain/reasons.ts';

/** The value. `fault` makes the error out of what is wrong, which completes the sentence "The text …". */
export function readJson(text: string, fault: (rule: Reason) => Error): unknown {
  // Looked for in what was parsed: in the text the name may be written with escapes.
  const unpolluted = (key: string, value: unknown) => {
    if (key === '__proto__') throw fault(because('POLLUTED'));
    return value;
  };
  try {
    return JSON.parse(text, unpolluted);
  } catch (error) {
    throw error instanceof SyntaxError || error instanceof RangeError ? fault(because('NOT_JSON')) : error;
  }
}

/** Whether a JSON value is an object with names. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
