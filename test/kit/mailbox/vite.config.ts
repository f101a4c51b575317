import { defineConfig } from 'vite';

// One file for Node; packages stay outside.
export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: 'main.ts',
    outDir: '../../../dist/test/kit/mailbox',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
});
