/** Which media type of an answer a client prefers. */
import Negotiator from 'negotiator';

/** Accept headers whose choice is remembered, since clients send few different ones. */
const mostKnown = 100;

/**
 * The first choice of an Accept header among these types, or undefined if it excludes all. Where it has no preference,
 * the order is that of the list. All answers are UTF-8.
 */
export function preferenceAmong<Type extends string>(
  types: readonly Type[],
): (accept: string | undefined) => Type | undefined {
  const offered = types.map((type) => `${type};charset=utf-8`);
  const known = new Map<string, Type | undefined>();
  return (header) => {
    const accept = header || '*/*';
    if (known.has(accept)) return known.get(accept);
    const choice = new Negotiator({ headers: { accept } }).mediaType(offered);
    const type = choice === undefined ? undefined : types[offered.indexOf(choice)];
    if (known.size < mostKnown) known.set(accept, type);
    return type;
  };
}
