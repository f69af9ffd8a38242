/** The built files of the pages. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** As far from here as from the built program in `dist/src`. */
export const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** The script for passkeys on the pages of both steps of signing in. */
export const passkeyScript = 'pages/sign-in/passkey.ts';

/** The letters of western languages. */
export const typefaceFile = '../../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2';

let manifest: Record<string, { file: string }> | undefined;

/** The address of a file that a plain page includes, by its source as seen from `src/web`; its name changes with its content. */
export function builtFile(source: string): string {
  manifest ??= JSON.parse(readFileSync(`${webFolder}/manifest.json`, 'utf8')) as Record<string, { file: string }>;
  const built = manifest[source];
  if (!built) throw new Error(`${source} was not built.`);
  return `/${built.file}`;
}
