/** Reads the GraphQL documents that patterns name: whole files, and those inside JavaScript and TypeScript. */
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { glob } from 'tinyglobby';
import { embeddedIn } from './embedded.ts';

/** A place in a file, both counted from 1. */
export interface Location {
  line: number;
  column: number;
}

/** A document of a file; a file of TypeScript may hold several. */
export interface Document {
  file: string;
  ast: DocumentNode;
  /** Files named by lines such as `#import "./person.graphql"`. */
  imports: string[];
}

/** What cannot be judged, and why. */
export interface Fault {
  /** The file, or the pattern that matches none. */
  file: string;
  location: Location | null;
  message: string;
}

export interface Read {
  files: number;
  documents: Document[];
  faults: Fault[];
}

/** Reads all that can be read; what cannot is a fault and stops nothing else. */
export async function read(patterns: readonly string[]): Promise<Read> {
  const found = await Promise.all(patterns.map(async (pattern) => ({ pattern, files: await glob([pattern]) })));
  const unmatched = found.filter(({ files }) => files.length === 0);
  const files = [...new Set(found.flatMap(({ files }) => files))].sort();
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

const isScript = (file: string) => /\.[cm]?[jt]sx?$/.test(file);

async function readOne(file: string): Promise<{ documents: Document[]; faults: Fault[] }> {
  try {
    const text = await readFile(file, 'utf8');
    const texts = isScript(file) ? await embeddedIn(text) : [{ text, line: 1, column: 1 }];
    const read = texts.map(({ text, ...location }) => parsed(file, text, location));
    return {
      documents: read.filter((one): one is Document => 'ast' in one),
      faults: read.filter((one): one is Fault => 'message' in one),
    };
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    return { documents: [], faults: [{ file, location: loc ? { ...loc, column: loc.column + 1 } : null, message }] };
  }
}

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

/** Where in its file a position of a document is. */
export function placeOf(source: Source | undefined, position: number): Location {
  const { body, locationOffset } = source ?? new Source('');
  const before = body.slice(0, position).split(/\r\n|[\n\r]/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return {
    line: locationOffset.line + before.length - 1,
    column: before.length === 1 ? column + locationOffset.column - 1 : column,
  };
}
