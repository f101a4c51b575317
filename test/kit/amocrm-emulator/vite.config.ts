import { defineConfig } from 'vite';

// One file for Node; packages stay outside, requirejs is looked up when the demo page asks for it.
export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: 'main.ts',
    outDir: '../../../dist/test/kit/emulator',
    emptyOutDir: true,
    target: 'node20',
    // The browser part travels as the text of its functions and has to stay readable.
    minify: false,
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
});
