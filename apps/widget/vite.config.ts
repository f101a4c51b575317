import { defineConfig } from 'vite';
import manifest from './amocrm/manifest.json';

/**
 * One anonymous AMD module, as amoCRM loads it. Rolldown has no AMD output, so the bundle is an IIFE and the
 * banner and footer make it a module; everything, the global name of the IIFE included, stays inside `define`.
 *
 * ROCKET_API_ORIGIN, when set, is where the API lives (`https://api.example`). Without it the widget calls the origin
 * that `script.js` came from, which is right for the demo page and wrong for amoCRM's own storage.
 * ROCKET_SUPPORT_LINK is where people write when something fails; `pack.mjs` puts it into the manifest too.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  resolve: { tsconfigPaths: true },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: {
    'process.env.NODE_ENV': '"production"',
    __ROCKET_SUPPORT__: JSON.stringify(process.env['ROCKET_SUPPORT_LINK'] ?? manifest.widget.support.link),
    __ROCKET_API__: JSON.stringify(process.env['ROCKET_API_ORIGIN'] ?? ''),
  },
  build: {
    outDir: '../../dist/apps/widget',
    emptyOutDir: true,
    target: 'es2020',
    cssCodeSplit: false,
    cssMinify: true,
    reportCompressedSize: false,
    lib: { entry: 'src/entry.ts', formats: ['iife'], name: 'RocketWidget', fileName: () => 'script.js' },
    rolldownOptions: {
      output: { banner: 'define([], function () {', footer: 'return RocketWidget;\n});' },
    },
  },
});
