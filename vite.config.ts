/**
 * How the browser side is built: the pages of src/web into dist/web, with everything they need and no network.
 * A further page is one more line of `input`; it shares what it can with the others.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/web',
  base: '/',
  publicDir: false,
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsDir: 'graphiql/assets',
    sourcemap: false,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: { graphiql: 'src/web/graphiql/index.html' },
      onwarn: (warning, warn) => {
        // GraphiQL's files carry "use no memo" for a compiler that does not run here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
