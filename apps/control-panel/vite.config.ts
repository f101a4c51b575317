import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { firstLoadBudget } from './first-load-budget';
import { leanContracts } from './lean-contracts';

/** Where `vite` of a developer finds the API; the built panel is served by the API itself, from one origin. */
const API = process.env['PANEL_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    preact({ devToolsEnabled: false, prefreshEnabled: false }),
    leanContracts(),
    firstLoadBudget({ kilobytes: 90 }),
  ],
  resolve: { tsconfigPaths: true },
  server: { host: '127.0.0.1', port: 4200, proxy: { '/api': API } },
  build: {
    outDir: '../../dist/apps/control-panel',
    emptyOutDir: true,
    target: 'es2022',
    // An inlined file would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
