/** Parses YAML, and finds the line of each value, for errors. */
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** The keys and indexes that lead to a value. */
export type Path = readonly PropertyKey[];

/** As people write it, such as `roles.Auditor`. */
export const written = (path: Path): string => path.map(String).join('.');

export interface Parsed {
  value: unknown;
  /** The file, line and column of a value, such as `access.yaml:3:1`: of its key if it has one. */
  place(path: Path): string;
}

/** Errors name the place. */
export function parseYaml(file: string, text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const faults = [...document.errors, ...document.warnings].map(({ pos: [from], message }) => `${at(from)} ${message}`);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { value: javaScriptOf(document, file), place: (path) => at(offsetOf(document, path)) };
}

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
