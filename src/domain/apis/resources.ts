/** `x-latchkey-resource`: the resource on which an operation needs its permissions, as a kind and an id or a parameter of the path. */
import { isKind, resourceFrom } from '../access/resources.ts';
import { because } from '../base/reasons.ts';
import { field, within, wrong } from './document.ts';
import type { Segment } from './paths.ts';
import type { Levels } from './requirements.ts';

export const resourceExtension = 'x-latchkey-resource';

/** As it is stored, such as `project:{key}`; null: none. The nearest level decides. Errors: INVALID_INPUT. */
export function resourceOf(levels: Levels, segments: readonly Segment[]): string | null {
  for (const [part, place] of levels) {
    const value = field(part, resourceExtension);
    if (value === undefined) continue;
    if (typeof value === 'string' && isSound(value, segments)) return value;
    throw wrong(because('WRONG_RESOURCE', { place: within(place, resourceExtension), example: 'project:{key}' }));
  }
  return null;
}

function isSound(value: string, segments: readonly Segment[]): boolean {
  const parameter = parameterIn(value);
  if (parameter === null) return resourceFrom(value) !== null && !/[{}]/.test(value);
  return isKind(kindIn(value)) && segments.some(({ text, isParameter }) => isParameter && text === parameter);
}

export const kindIn = (stored: string): string => stored.slice(0, Math.max(stored.indexOf(':'), 0));

/** The name of the parameter whose value is the id; null: the id itself is there. */
export const parameterIn = (stored: string): string | null => /^[^:]*:\{([^{}]+)\}$/.exec(stored)?.[1] ?? null;
