/** `x-latchkey-resource`: the resource on which an operation needs its permissions, as a type and an id or a parameter of the path. */
import type { Resource } from '../access/resources.ts';
import { because } from '../base/reasons.ts';
import { field, within, wrong } from './document.ts';
import type { Segment } from './paths.ts';
import type { Levels } from './requirements.ts';

export const resourceExtension = 'x-latchkey-resource';
const shape = /^([a-z][a-z0-9_-]{0,63}):(?:\{([^{}]+)\}|([\w\-.:]{1,200}))$/;

/** As it is stored, such as `project:{key}`; null: none. The nearest level decides. Errors: INVALID_INPUT. */
export function resourceOf(levels: Levels, segments: readonly Segment[]): string | null {
  for (const [part, place] of levels) {
    const value = field(part, resourceExtension);
    if (value === undefined) continue;
    const [, , parameter] = (typeof value === 'string' && shape.exec(value)) || [];
    const isKnown = segments.some(({ text, isParameter }) => isParameter && text === parameter);
    if (typeof value !== 'string' || !shape.test(value) || (parameter !== undefined && !isKnown))
      throw wrong(because('WRONG_RESOURCE', { place: within(place, resourceExtension), example: 'project:{key}' }));
    return value;
  }
  return null;
}

/** The resource of a request whose path has these values of its parameters. */
export function resourceFor(written: string, read: (parameter: string) => string): Resource {
  const [, type = '', parameter, id = ''] = shape.exec(written) ?? [];
  return { type, id: parameter === undefined ? id : read(parameter) };
}
