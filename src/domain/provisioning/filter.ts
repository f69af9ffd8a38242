/** Reads filters of SCIM (RFC 7644, section 3.4.2.2), such as `userName eq "kim" and active eq true`. */
import { invalid } from '../base/errors.ts';

export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type Value = string | number | boolean | null;

/** Paths are in lower case and without the schema, and `written` is what the client wrote. The path in `emails[type eq "work"]` is `emails.type`. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'present'; path: string; written: string }
  | { kind: 'compare'; path: string; written: string; operator: Operator; value: Value };

const longest = 1_000;
const deepest = 20;

/** `field` is the parameter that contains the filter. Errors: INVALID_INPUT on it. */
export function parseFilter(text: string, field = 'filter'): Filter {
  if (text.length > longest) throw invalid(field, `must have at most ${longest} characters.`);
  const reader = createReader(text, field);
  const filter = either(reader, { prefix: '', depth: 0 });
  if (reader.peek() !== undefined) throw reader.unexpected();
  return filter;
}

/** A path in lower case, without the name of the schema of users. */
export const plainPath = (path: string): string => path.toLowerCase().replace(userSchemaPrefix, '');

const userSchemaPrefix = 'urn:ietf:params:scim:schemas:core:2.0:user:';

/** Strings are tokens with their quotation marks, so no text looks like a word. */
const token = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)(?![\w.])|([a-z$][\w$:.-]*|\.[a-z$][\w$-]*)|([()[\]]))/iy;

interface Reader {
  peek(): string | undefined;
  next(): string;
  unexpected(): Error;
  refused(rule: string): Error;
}

function createReader(text: string, field: string): Reader {
  const tokens: string[] = [];
  token.lastIndex = 0;
  let end = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    tokens.push(found[0].trim());
    end = token.lastIndex;
  }
  const isWhole = text.slice(end).trim() === '';
  let at = 0;
  const unexpected = () => invalid(field, `is not a filter: there is a fault after ${at} words, brackets and values.`);
  if (!isWhole) {
    at = tokens.length;
    throw unexpected();
  }
  return {
    peek: () => tokens[at],
    next: () => {
      const taken = tokens[at];
      if (taken === undefined) throw unexpected();
      at++;
      return taken;
    },
    unexpected,
    refused: (rule) => invalid(field, rule),
  };
}

interface Place {
  /** Within brackets: the attribute before them, with a dot. */
  prefix: string;
  depth: number;
}

const isWord = (reader: Reader, word: string) => reader.peek()?.toLowerCase() === word;

function either(reader: Reader, place: Place): Filter {
  return joined('or', reader, () => joined('and', reader, () => single(reader, place)));
}

function joined(kind: 'and' | 'or', reader: Reader, part: () => Filter): Filter {
  const first = part();
  const parts = [first];
  while (isWord(reader, kind)) {
    reader.next();
    parts.push(part());
  }
  return parts.length === 1 ? first : { kind, parts };
}

function single(reader: Reader, place: Place): Filter {
  const isNot = isWord(reader, 'not');
  if (isNot) reader.next();
  if (isNot || reader.peek() === '(') {
    expect(reader, '(');
    const part = either(reader, deeper(reader, place));
    expect(reader, ')');
    return isNot ? { kind: 'not', part } : part;
  }
  const name = reader.next();
  if (!/^[a-z$]/i.test(name)) throw reader.unexpected();
  const path = place.prefix + plainPath(name);
  if (reader.peek() === '[') return ofValue(reader, place, path);
  return comparison(reader, path, place.prefix + name);
}

/** `emails[type eq "work"]`, also with `.value eq "kim@example.com"` after it. */
function ofValue(reader: Reader, place: Place, path: string): Filter {
  if (place.prefix !== '') throw reader.unexpected();
  expect(reader, '[');
  const part = either(reader, deeper(reader, { ...place, prefix: `${path}.` }));
  expect(reader, ']');
  if (!reader.peek()?.startsWith('.')) return part;
  const sub = reader.next();
  const within = comparison(reader, path + sub.toLowerCase(), path + sub);
  return { kind: 'and', parts: [part, within] };
}

function comparison(reader: Reader, path: string, written: string): Filter {
  const operator = reader.next().toLowerCase();
  if (operator === 'pr') return { kind: 'present', path, written };
  if (!/^(eq|ne|co|sw|ew|gt|ge|lt|le)$/.test(operator)) throw reader.unexpected();
  return { kind: 'compare', path, written, operator: operator as Operator, value: literal(reader) };
}

function literal(reader: Reader): Value {
  const text = reader.next();
  // Some clients write True.
  const written = /^(true|false|null)$/i.test(text) ? text.toLowerCase() : text;
  try {
    return JSON.parse(written) as Value;
  } catch {
    throw reader.unexpected();
  }
}

function deeper(reader: Reader, place: Place): Place {
  if (place.depth === deepest) throw reader.refused(`nests parentheses and brackets deeper than ${deepest} levels.`);
  return { ...place, depth: place.depth + 1 };
}

function expect(reader: Reader, symbol: string): void {
  if (reader.next() !== symbol) throw reader.unexpected();
}
