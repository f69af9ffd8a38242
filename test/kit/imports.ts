/** Which files import which, read from their syntax. Imports of types count, and so do lazy and side-effect imports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';

/** What a file imports: our own files as paths from the root, packages by the name in the import, such as `hono/html`. */
export const importsOf = (path: string) => importsIn(readFileSync(path, 'utf8'), path);

/** The same for a source that is already read; `path` says where relative imports start and whether it may contain JSX. */
export function importsIn(source: string, path: string): string[] {
  const plugins = path.endsWith('.tsx') ? (['typescript', 'jsx'] as const) : (['typescript'] as const);
  const { program } = parse(source, { sourceType: 'module', plugins: [...plugins], createImportExpressions: true });
  const names = new Set(namedIn(program));
  return [...names].map((name) => (name.startsWith('.') ? join(path, '..', name) : name));
}

/**
 * The groups of files that import each other, directly or through others of the list: strongly connected components,
 * found by Tarjan's algorithm. A file that imports itself is a group of one.
 */
export function cyclesIn(paths: readonly string[], imports: (path: string) => readonly string[] = importsOf) {
  const listed = new Set(paths);
  const edges = new Map(paths.map((path) => [path, imports(path).filter((name) => listed.has(name))]));
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const lower = (path: string, to: number | undefined) =>
    lowest.set(path, Math.min(lowest.get(path) ?? 0, to ?? Number.POSITIVE_INFINITY));

  function visit(path: string) {
    index.set(path, index.size);
    lowest.set(path, index.size - 1);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!index.has(next)) {
        visit(next);
        lower(path, lowest.get(next));
      } else if (stack.includes(next)) lower(path, index.get(next));
    }
    if (lowest.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || edges.get(path)?.includes(path)) cycles.push(group.sort());
  }

  for (const path of paths) if (!index.has(path)) visit(path);
  return cycles;
}

/** The module names in a tree of syntax: `from '…'`, `import '…'`, `import('…')`, `typeof import('…')`, `require('…')`. */
function namedIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namedIn);
  if (typeof node !== 'object' || node === null || !('type' in node)) return [];
  const { source, argument, expression, ...others } = node as Record<string, unknown>;
  const name =
    { TSImportType: argument, TSExternalModuleReference: expression }[String(node.type)] ??
    (/^(Import|Export)/.test(String(node.type)) ? source : undefined);
  const literal = name as { type: string; value?: string } | undefined;
  const own = literal?.type === 'StringLiteral' ? [literal.value as string] : [];
  return [...own, ...Object.values({ source, argument, expression, ...others }).flatMap(namedIn)];
}
