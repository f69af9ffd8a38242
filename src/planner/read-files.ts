/** Reads the GraphQL documents that match patterns: whole files, and documents inside JavaScript and TypeScript. */
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { glob } from 'tinyglobby';
import { documentsInCode, type Location } from './documents-in-code.ts';

/** A document in a file. A TypeScript file may contain several. */
export interface Document {
  file: string;
  ast: DocumentNode;
  /** The files that lines such as `#import "./person.graphql"` import. */
  imports: string[];
}

/** What cannot be checked, and why. */
export interface Fault {
  /** The file, or the pattern that matches no file. */
  file: string;
  location: Location | null;
  message: string;
}

export interface FilesRead {
  files: number;
  documents: Document[];
  faults: Fault[];
}

/** Reads all files. A file that cannot be read becomes a fault and does not stop the others. */
export async function readFiles(patterns: readonly string[]): Promise<FilesRead> {
  const found = await Promise.all(patterns.map(async (pattern) => ({ pattern, files: await glob([pattern]) })));
  const unmatched = found.filter(({ files }) => files.length === 0);
  const files = await unrepeated(found.flatMap(({ files }) => files));
  const all = await Promise.all(files.map(readOne));
  return {
    files: files.length,
    documents: all.flatMap(({ documents }) => documents),
    faults: [
      ...unmatched.map(({ pattern }) => ({ file: pattern, location: null, message: 'No file matches this pattern.' })),
      ...all.flatMap(({ faults }) => faults),
    ],
  };
}

/** Each file once, by its shortest path, since symbolic links may lead to it again. */
async function unrepeated(files: readonly string[]): Promise<string[]> {
  const known = new Map<string, string>();
  for (const file of new Set(files)) {
    const real = await realpath(file).catch(() => file);
    const other = known.get(real);
    if (other === undefined || file.length < other.length) known.set(real, file);
  }
  return [...known.values()].sort();
}

const isScript = (file: string) => /\.[cm]?[jt]sx?$/.test(file);

async function readOne(file: string): Promise<{ documents: Document[]; faults: Fault[] }> {
  try {
    const text = await readFile(file, 'utf8');
    const texts = isScript(file) ? await documentsInCode(text) : [{ text, hasHoles: false, line: 1, column: 1 }];
    const read = texts.map(({ text, hasHoles, ...location }) => {
      if (text === null)
        return { file, location, message: 'The document is built from strings at run time, so it cannot be read.' };
      const one = parsed(file, text, location);
      return hasHoles && 'message' in one ? { ...one, message: `${one.message} ${holes}` } : one;
    });
    return {
      documents: read.filter((one): one is Document => 'ast' in one),
      faults: read.filter((one): one is Fault => 'message' in one),
    };
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    // Babel adds the location to its message, with columns counted from 0.
    const said = message.replace(/ \(\d+:\d+\)$/, '.');
    const location = loc ? { line: loc.line, column: loc.column + 1 } : null;
    return { documents: [], faults: [{ file, location, message: said }] };
  }
}

const holes = 'An interpolation may only be a fragment, which is found by its name; it is read as nothing.';

function parsed(file: string, text: string, location: Location): Document | Fault {
  try {
    const ast = parse(new Source(text, file, location));
    const imports = [...text.matchAll(/^#\s*import\s+["']([^"']+)["']/gm)];
    return { file, ast, imports: imports.map(([, path = '']) => normalize(join(dirname(file), path))) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const position = error.positions?.[0];
    return {
      file,
      location: position === undefined ? location : placeOf(error.source, position),
      message: error.message,
    };
  }
}

/** The location in its file of a position in a document. */
export function placeOf(source: Source | undefined, position: number): Location {
  const { body, locationOffset } = source ?? new Source('');
  const before = body.slice(0, position).split(/\r\n|[\n\r]/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return {
    line: locationOffset.line + before.length - 1,
    column: before.length === 1 ? column + locationOffset.column - 1 : column,
  };
}
