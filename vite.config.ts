/**
 * How the programs for the browser are built: from src/web into dist/web, with everything they need.
 * A further program is one more line of `input`; programs share files.
 */
import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const folders = readdirSync('src/web/words', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const languages = folders.map(({ name }) => name).join('|');
const otherLanguage = new RegExp(`/intl/.*/(?!en-US|${languages})[a-z]{2}-[A-Z]{2}\\.mjs$`);

/** The components contain their texts in 34 languages; the build leaves out those that no user can choose. */
const ourLanguages: Plugin = {
  name: 'our-languages',
  enforce: 'pre',
  load: (id) => (otherLanguage.test(id) ? 'export default {}' : null),
};

export default defineConfig({
  root: 'src/web',
  base: '/',
  publicDir: false,
  plugins: [ourLanguages, react()],
  logLevel: 'warn',
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    sourcemap: false,
    // From it the server knows the names of scripts for its own pages.
    manifest: 'manifest.json',
    license: { fileName: 'licenses.json' },
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
