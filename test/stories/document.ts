/** A Markdown document: its headings, its links, and its code blocks with the answers that it shows. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';

export interface Block {
  language: string;
  code: string;
  /** Where the block begins, such as `docs/tokens.md:12`. */
  at: string;
  /** The answer in a `json` or `text` block right after it. */
  answer: { language: string; code: string } | null;
}

export interface Document {
  path: string;
  lines: string[];
  blocks: Block[];
  /** The anchors of its headings, as GitHub makes them. */
  anchors: Set<string>;
  /** The targets of its links and pictures within the repository: a path from the root and an anchor. */
  links: { path: string; anchor: string | undefined }[];
}

export const guides = [
  'README.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
];

export function readDocument(path: string): Document {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const { blocks, prose } = parse(path, lines);
  const headings = prose.flatMap((line) => /^#{1,6} (.*)$/.exec(line)?.[1] ?? []);
  const links = [...prose.join('\n').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return {
    path,
    lines,
    blocks,
    anchors: new Set(headings.map(anchorOf)),
    links: links.filter((target) => !target.includes('://')).map((target) => resolved(path, target)),
  };
}

/** The table rows under a second-level heading that begin with code. */
export function rowsUnder({ lines }: Document, heading: string): string[] {
  const from = lines.indexOf(`## ${heading}`) + 1;
  const section = from === 0 ? [] : lines.slice(from);
  const end = section.findIndex((line) => line.startsWith('## '));
  return section.slice(0, end < 0 ? undefined : end).filter((line) => line.startsWith('| `'));
}

/** Compares the output of a block with the answer in the document, in which `…` stands for what differs between readers. */
export function expectAnswer({ at, answer }: Block, output: string): void {
  if (answer?.language === 'json')
    expect({ at, answer: jsonOf(output) }).toEqual({ at, answer: shown(JSON.parse(answer.code)) });
  else if (answer)
    expect({ at, answer: output.trimEnd() }).toEqual({
      at,
      answer: expect.stringMatching(pattern(answer.code.trimEnd())),
    });
  else expect({ at, answer: output }).not.toEqual({ at, answer: expect.stringContaining('"errors"') });
}

function parse(path: string, lines: string[]): { blocks: Block[]; prose: string[] } {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { fence: string; language: string; line: number } | null = null;
  let code: string[] = [];
  for (const [index, line] of lines.entries()) {
    const [, indent = '', language = ''] = /^( *)```(\S*)/.exec(line) ?? [];
    if (!open && line.trimStart().startsWith('```')) {
      open = { fence: `${indent}\`\`\``, language, line: index + 1 };
      code = [];
    } else if (open && line === open.fence) {
      const indented = open.fence.length - 3;
      const text = code.map((each) => each.slice(indented)).join('\n');
      const last = blocks.at(-1);
      if (last && ['json', 'text'].includes(open.language)) last.answer = { language: open.language, code: text };
      else blocks.push({ language: open.language, code: text, at: `${path}:${open.line}`, answer: null });
      open = null;
    } else if (open) code.push(line);
    else prose.push(line);
  }
  return { blocks, prose };
}

/** GitHub keeps letters, digits, hyphens and underscores, and turns spaces into hyphens. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');

function resolved(from: string, target: string): Document['links'][number] {
  const [path, anchor] = target.split('#');
  return { path: path ? join(dirname(from), path) : from, anchor };
}

function jsonOf(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}

/** `…` in a string stands for any text, as an item of a list for any other items, and as a name in an object for any other fields. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('…') ? expect.stringMatching(pattern(value)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== '…').map(shown);
    return items.length < value.length ? expect.arrayContaining(items) : items;
  }
  const { '…': others, ...named } = value as Record<string, unknown>;
  const fields = Object.fromEntries(Object.entries(named).map(([name, each]) => [name, shown(each)]));
  return others === undefined ? fields : expect.objectContaining(fields);
}

/** A line with only `…` stands for any number of lines. */
const pattern = (text: string) =>
  new RegExp(
    `^${text
      .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      .replace(/^ *…$/gm, '[\\s\\S]*?')
      .replaceAll('…', '.*')}$`,
  );
