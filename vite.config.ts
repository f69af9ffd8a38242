/**
 * How the programs for the browser are built: from src/web into dist/web, with everything they need.
 * A further program is one more line of `input`; programs share files.
 */
import { readdirSync, readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const folders = readdirSync('src/web/words', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const licenses = 'licenses.json';
const languages = folders.map(({ name }) => name).join('|');
const otherLanguage = new RegExp(`/intl/.*/(?!en-US|${languages})[a-z]{2}-[A-Z]{2}\\.mjs$`);

/** The components contain their texts in 34 languages; the build leaves out those that no user can choose. */
const ourLanguages: Plugin = {
  name: 'our-languages',
  enforce: 'pre',
  load: (id) => (otherLanguage.test(id) ? 'export default {}' : null),
};

/** Packages of which the pages have only files that style sheets name: Vite does not list their licenses by itself. */
const inStyles = ['@fontsource-variable/figtree', 'lucide-static'];

const theirLicenses: Plugin = {
  name: 'their-licenses',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      const file = bundle[licenses];
      if (file?.type !== 'asset') throw new Error(`${licenses} was not written.`);
      const listed = JSON.parse(String(file.source)) as { name: string }[];
      file.source = JSON.stringify([...listed, ...inStyles.map(licenseOf)], null, 2);
    },
  },
};

function licenseOf(name: string) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return { name, version, identifier: license, text: readFileSync(`${folder}/LICENSE`, 'utf8') };
}

export default defineConfig({
  root: 'src/web',
  base: '/',
  publicDir: false,
  plugins: [ourLanguages, react(), theirLicenses],
  logLevel: 'warn',
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    sourcemap: false,
    // From it the server knows the names of scripts for its own pages.
    manifest: 'manifest.json',
    license: { fileName: licenses },
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: {
        graphiql: 'src/web/graphiql/index.html',
        pages: 'src/web/pages/index.html',
        'set-password': 'src/web/pages/set-password/set-password.ts',
        // For the sign-in pages, which the server makes.
        passkey: 'src/web/pages/sign-in/passkey.ts',
      },
      onwarn: (warning, warn) => {
        // GraphiQL's files carry "use no memo" for a compiler that does not run here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
