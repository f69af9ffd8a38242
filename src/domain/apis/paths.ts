/** The paths of an OpenAPI document as segments, each of which is a text or one parameter in braces. */
import { because } from '../base/reasons.ts';
import { wrong } from './document.ts';

export interface Segment {
  /** As it stands in the document, percent-encoded where it must be; a parameter: its name. */
  text: string;
  isParameter: boolean;
}

/** In characters, and the number of segments. */
const longestPath = 1_000;
const mostSegments = 50;

/** Errors: INVALID_INPUT for a path that servers could read in two ways, and for a segment that is only partly a parameter. */
export function segmentsOf(path: string): Segment[] {
  const parts = path.split('/').slice(1);
  const isSound = path.startsWith('/') && path.length <= longestPath && parts.length <= mostSegments;
  const segments = parts.map((part, place) => segment(part, place === parts.length - 1));
  const names = segments.flatMap((one) => (one?.isParameter ? [one.text] : []));
  if (!isSound || segments.includes(null) || new Set(names).size < names.length)
    throw wrong(because('WRONG_PATH', { path: path.slice(0, 200) }));
  return segments as Segment[];
}

/** Null: not allowed. Only the last segment may be empty, which is a slash at the end of the path. */
function segment(part: string, isLast: boolean): Segment | null {
  const [, name] = /^\{([^{}]+)\}$/.exec(part) ?? [];
  if (name !== undefined) return { text: name, isParameter: true };
  if (part === '') return isLast ? { text: '', isParameter: false } : null;
  const decoded = decode(part);
  if (decoded === null || /[{}?#;\\/%\s\p{Cc}\p{Cs}]/u.test(decoded) || /^\.{1,2}$/.test(decoded)) return null;
  return { text: encodeURI(decoded), isParameter: false };
}

/** Null: the text is not valid UTF-8 in percent-encoding. */
export function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
