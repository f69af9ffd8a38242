/** Parses YAML, and finds the line of each value, for errors. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  parseDocument,
  visit,
} from 'yaml';
import { linesOf } from './lines.ts';

/** How deep lists and maps may be in each other. */
const mostLevels = 100;
/** Finding what each means takes the longer, the more there are. */
const mostAliases = 1_000;

/** The keys and indexes that lead to a value. */
export type Path = readonly PropertyKey[];

/** As people write it, such as `roles.Auditor`. */
export const written = (path: Path): string => path.map(String).join('.');

export interface Parsed {
  value: unknown;
  /** The file, line and column of a value, such as `access.yaml:3:1`: of its key if it has one. */
  place(path: Path): string;
}

/** `file` is shown in errors, which name the place. */
export function parseYaml(file: string, text: string): Parsed {
  const lines = new LineCounter();
  requireFlat(file, text);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const faults = [...document.errors, ...document.warnings].map(({ pos: [from], message }) => `${at(from)} ${message}`);
  let aliases = 0;
  visit(document, {
    Alias: () => {
      aliases++;
    },
    Pair: (_, { key }) => {
      const [from, to] = (isNode(key) && key.range) || [0, 0];
      const rule = ruleOfKey(key);
      if (rule) faults.push(`${at(from)} The key ${text.slice(from, to)} ${rule}`);
    },
  });
  if (aliases > mostAliases) faults.push(`${file} must have at most ${mostAliases} aliases.`);
  if (faults.length > 0) throw new Error(linesOf(faults));
  const value = javaScriptOf(document, file);
  // Aliases can make more levels than the text has.
  if (!isWithin(mostLevels, value)) throw tooDeep(file);
  return { value, place: (path) => at(offsetOf(document, path)) };
}

/** Other keys would silently become other names, or none. Null: it can be one. */
function ruleOfKey(key: unknown): string | null {
  if (!isScalar(key) || typeof key.value !== 'string') return 'must be a text: write it in quotes.';
  return key.value === '__proto__' ? 'cannot be used.' : null;
}

/** Before the document is composed, which takes one call of a function, and a longer regular expression, for each level. */
function requireFlat(file: string, text: string): void {
  const parser = new Parser();
  for (const part of new Lexer().lex(text)) {
    for (const _ of parser.next(part));
    // The document itself, and a text that is read.
    if (parser.stack.length > mostLevels + 2) throw tooDeep(file);
  }
}

const isWithin = (levels: number, value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((one) => isWithin(levels - 1, one)));

const tooDeep = (file: string) =>
  new Error(`${file} must have at most ${mostLevels} levels of lists and maps in each other.`);

function javaScriptOf(document: Document, file: string): unknown {
  try {
    // Aliases of aliases could make a small file a huge value.
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Of the nearest node that there is: a key that is missing has no place. */
function offsetOf(document: Document, path: Path): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] ?? null) as Node | null;
      offset = node?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
