/** Requires that each request matches one path of a document, also for servers that compare paths more loosely than OpenAPI. */
import { because } from '../base/reasons.ts';
import { wrong } from './document.ts';
import { folded } from './look-alikes.ts';
import { segmentsOf } from './paths.ts';

interface Path {
  path: string;
  /** The texts as such servers compare them; null: a parameter. Without the empty one at the end. */
  texts: readonly (string | null)[];
  endsWithSlash: boolean;
}

/** Errors: INVALID_INPUT on `document`. */
export function requireUnambiguous(paths: readonly string[]): void {
  const byLength = new Map<number, Path[]>();
  for (const path of new Set(paths)) {
    const all = segmentsOf(path).map(({ text, isParameter }) => (isParameter ? null : folded(text)));
    const endsWithSlash = all.at(-1) === '';
    const one = { path, texts: endsWithSlash ? all.slice(0, -1) : all, endsWithSlash };
    const before = byLength.get(one.texts.length) ?? [];
    const other = before.find((each) => areAmbiguous(each, one));
    if (other) throw wrong(because('AMBIGUOUS_PATHS', { first: other.path, second: path }));
    before.push(one);
    byLength.set(one.texts.length, before);
  }
}

/** OpenAPI prefers a text to a parameter. So both match one request, and neither is more specific in every segment. */
function areAmbiguous(one: Path, other: Path): boolean {
  let isOneMoreSpecific = false;
  let isOtherMoreSpecific = false;
  for (let place = 0; place < one.texts.length; place++) {
    const [mine, its] = [one.texts[place], other.texts[place]];
    if (mine === its) continue;
    if (mine !== null && its !== null) return false;
    if (its === null) isOneMoreSpecific = true;
    else isOtherMoreSpecific = true;
  }
  return one.endsWithSlash !== other.endsWithSlash || isOneMoreSpecific === isOtherMoreSpecific;
}
