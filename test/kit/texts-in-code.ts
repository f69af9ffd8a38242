/** The texts that a source file says: its strings, templates and the text between tags, not what only its code uses. */
import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

interface Node {
  type: string;
  [part: string]: unknown;
}

/** Values within a text are written as `…`. */
export function textsIn(path: string): string[] {
  const plugins = path.endsWith('.tsx') ? (['typescript', 'jsx'] as const) : (['typescript'] as const);
  const { program } = parse(readFileSync(path, 'utf8'), { sourceType: 'module', plugins: [...plugins] });
  return textsOf(program)
    .map((text) => text.replace(/\s*\n\s*/g, ' ').trim())
    .filter(Boolean);
}

function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null || !('type' in part)) return [];
  const node = part as Node;
  if (/^(Import|TS(?!AsExpression|SatisfiesExpression)|JSX\w*Attribute|BinaryExpression)/.test(node.type)) return [];
  if (node.type === 'StringLiteral') return [node.value as string];
  if (node.type === 'TemplateLiteral') return [joined(node.quasis), ...textsOf(node.expressions)];
  if (node.type === 'JSXElement' || node.type === 'JSXFragment')
    return [between(node.children as Node[]), ...textsOf(node.children)];
  const { key, property, ...others } = node;
  return Object.values(others).flatMap(textsOf);
}

const joined = (quasis: unknown) =>
  (quasis as { value: { cooked: string } }[]).map(({ value: { cooked } }) => cooked).join('…');

const between = (children: Node[]) =>
  children.map((child) => (child.type === 'JSXText' ? (child.value as string) : written(child))).join('');

/** `{' '}` is a space; anything else is a value. */
const written = ({ expression }: Node) => {
  const { type, value } = (expression ?? {}) as Partial<Node>;
  return type === 'StringLiteral' ? (value as string) : '…';
};
