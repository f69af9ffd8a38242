/** Whether the tests of the layout see every import and every cycle. */
import { expect, test } from '@jest/globals';
import { cyclesIn, importsIn } from './imports.ts';

test('every form of import is seen, and a text that looks like one is not', () => {
  const source = `
    import './style.css';
    import { raw } from 'hono/html';
    import type { A } from '../a.ts';
    import {
      type B,
      b,
    } from './b.tsx';
    export * from './c.ts';
    export { type D } from './d.ts';
    const lazy = () => import('./e.tsx');
    type F = import('./f.ts').F;
    type G = typeof import('./g.ts');
    // import './comment.ts';
    const text = "import './text.ts'";
    const page = <p>import './page.ts'</p>;
  `;
  expect(importsIn(source, 'src/room/file.tsx').sort()).toEqual([
    'hono/html',
    'src/a.ts',
    'src/room/b.tsx',
    'src/room/c.ts',
    'src/room/d.ts',
    'src/room/e.tsx',
    'src/room/f.ts',
    'src/room/g.ts',
    'src/room/style.css',
  ]);
});

test('files that import each other are found as one group, also through others', () => {
  const graph: Record<string, string[]> = {
    a: ['b', 'package'],
    b: ['c', 'd'],
    c: ['a'],
    d: ['e'],
    e: ['d'],
    f: ['a', 'f'],
    g: ['f', 'missing'],
  };
  expect(cyclesIn(Object.keys(graph), (path) => graph[path] ?? []).sort()).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
    ['f'],
  ]);
});
