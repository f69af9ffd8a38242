/**
 * How the browser side is built: the programs of src/web into dist/web, with everything they need and no network.
 * A further program is one more line of `input`; it shares what it can with the others.
 */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The components bring their words in 34 languages; those nobody can choose stay out. */
const ourLanguages: Plugin = {
  name: 'our-languages',
  enforce: 'pre',
  load: (id) => (/\/intl\/.*\/(?!en-US|fr-FR)[a-z]{2}-[A-Z]{2}\.mjs$/.test(id) ? 'export default {}' : null),
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
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: { graphiql: 'src/web/graphiql/index.html', pages: 'src/web/pages/index.html' },
      onwarn: (warning, warn) => {
        // GraphiQL's files carry "use no memo" for a compiler that does not run here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
