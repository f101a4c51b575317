import { defineConfig } from 'vite';

/** One ESM file for Node with the kit in it; packages stay outside. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: 'src/main.ts',
    outDir: '../../dist/apps/duplicate-check',
    // The card stands beside it.
    emptyOutDir: false,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
  ssr: { noExternal: [/^@rocket-market\//] },
});
