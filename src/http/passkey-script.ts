/** The address of the script for passkeys on the sign-in pages, which the build of the pages names in its manifest. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** As far from here as from the built program in `dist/src`. */
const manifest = fileURLToPath(new URL('../../dist/web/.vite/manifest.json', import.meta.url));
/** As the manifest names it, from `src/web`. */
const source = 'pages/sign-in/passkey.ts';

/** Read each time, because a new build has another address. */
export async function passkeyScript(): Promise<string> {
  const entries = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, { file: string } | undefined>;
  const entry = entries[source];
  if (!entry) throw new Error(`The build of the pages has no ${source}.`);
  return `/${entry.file}`;
}
