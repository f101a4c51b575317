// @ts-check
// Programs of test/ that run without Jest: each is bundled into one ESM file, as the API is built.
import { rmSync } from 'node:fs';
import { ROOT } from './bootstrap.mjs';

/**
 * @param {Record<string, string>} input names of the bundles, and their sources
 * @param {string} outDir emptied before
 */
export async function bundlePrograms(input, outDir) {
  const { build } = await import('vite');
  rmSync(outDir, { recursive: true, force: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    resolve: { tsconfigPaths: true },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input,
        // The kit finds the root two folders above it; so do these.
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          banner: 'const __dirname = import.meta.dirname;',
        },
      },
    },
    ssr: { noExternal: [/^@rocket\//] },
  });
}
