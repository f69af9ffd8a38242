/**
 * Finds the GraphQL documents in JavaScript and TypeScript: templates tagged `gql` or `graphql`, and calls of these
 * functions.
 */

/** A place in a file, both counted from 1. */
export interface Location {
  line: number;
  column: number;
}

export interface DocumentInCode extends Location {
  /** Null: the program builds it at run time. */
  text: string | null;
  /** Whether it has interpolations, which are blanks in the text. */
  hasHoles: boolean;
}

const tags = new Set(['gql', 'graphql']);

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

/** The documents in the text of a file, in order. Throws a SyntaxError if the file cannot be parsed. */
export async function documentsInCode(text: string): Promise<DocumentInCode[]> {
  // A bundled CommonJS package has a default export only.
  const { default: parser } = await import('@babel/parser');
  const { program } = parser.parse(text, {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    plugins: ['typescript', 'jsx', 'decorators'],
  });
  const found: DocumentInCode[] = [];
  visit(program as unknown as Node, (node) => {
    const literal = literalOf(node);
    if (!literal) return;
    const known = literal.type === 'BinaryExpression' ? null : documentOf(literal, text);
    const hasHoles = ((literal.expressions ?? []) as Node[]).length > 0;
    found.push({ text: known, hasHoles, ...place(text, literal.start + 1) });
  });
  return found;
}

/** The template, string or concatenation of strings, if the node is a tagged template or a call. */
function literalOf(node: Node): Node | undefined {
  if (node.type === 'TaggedTemplateExpression' && isTag(node.tag)) return node.quasi as Node;
  if (node.type !== 'CallExpression' || !isTag(node.callee)) return undefined;
  const [first] = node.arguments as Node[];
  return first && /^(TemplateLiteral|StringLiteral|BinaryExpression)$/.test(first.type) ? first : undefined;
}

/** `gql`, or `client.gql`. */
function isTag(node: unknown): boolean {
  const { type, name, property } = node as { type: string; name?: string; property?: unknown };
  if (type === 'MemberExpression') return isTag(property);
  return type === 'Identifier' && tags.has(name ?? '');
}

/**
 * The text with its original positions. Interpolations become blanks: each is a fragment, which is found by its name.
 */
function documentOf(literal: Node, text: string): string {
  const { end } = literal as unknown as { end: number };
  let document = text.slice(literal.start + 1, end - 1);
  for (const { start, end } of (literal.expressions ?? []) as { start: number; end: number }[]) {
    const from = text.lastIndexOf('${', start) - literal.start - 1;
    const to = text.indexOf('}', end) - literal.start;
    document = document.slice(0, from) + document.slice(from, to).replace(/[^\n]/g, ' ') + document.slice(to);
  }
  return document.replaceAll('\\`', ' `');
}

function place(text: string, offset: number): Location {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function visit(node: Node, seen: (node: Node) => void): void {
  seen(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof (child as Node | null)?.type === 'string') visit(child, seen);
}
