// @ts-check
/**
 * Builds what amoCRM loads: `script.js`, an anonymous AMD module for every page, and `screens-….js`, which it fetches from
 * beside itself when somebody opens something. Rolldown has no AMD output, so each is an IIFE that a banner and a footer make
 * a module of; everything, the name of the IIFE included, stays inside `define`.
 *
 *   node build.mjs [folder]     dist/apps/widget unless told
 *
 * ROCKET_API_ORIGIN, when set, is where the API lives (`https://api.example`). Without it the widget calls the origin
 * that `script.js` came from, which is right for the demo page and wrong for amoCRM's own storage.
 * ROCKET_SUPPORT_LINK is where people write when something fails; `pack.mjs` puts it into the manifest too.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = import.meta.dirname;
const outDir = resolve(process.argv[2] ?? join(root, '../../dist/apps/widget'));
const { widget } = JSON.parse(readFileSync(join(root, 'amocrm/manifest.json'), 'utf8'));

/** @param {{ entry: string, name: string, file: string, banner: string, footer: string, define?: object, emptyOutDir: boolean }} of */
async function bundle({ entry, name, file, banner, footer, define = {}, emptyOutDir }) {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { tsconfigPaths: true },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: {
      'process.env.NODE_ENV': '"production"',
      __ROCKET_SUPPORT__: JSON.stringify(process.env['ROCKET_SUPPORT_LINK'] ?? widget.support.link),
      __ROCKET_API__: JSON.stringify(process.env['ROCKET_API_ORIGIN'] ?? ''),
      __ROCKET_VERSION__: JSON.stringify(widget.version),
      ...define,
    },
    build: {
      outDir,
      emptyOutDir,
      target: 'es2020',
      cssCodeSplit: false,
      cssMinify: true,
      reportCompressedSize: false,
      lib: { entry, formats: ['iife'], name, fileName: () => file },
      rolldownOptions: {
        output: { banner, footer, entryFileNames: file },
      },
    },
  });
  const [made] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat());
  return made?.output[0].fileName ?? file;
}

const screens = await bundle({
  entry: 'src/screens.tsx',
  name: 'RocketScreens',
  file: 'screens-[hash].js',
  banner: 'define([], function () {',
  footer: 'return RocketScreens;\n});',
  emptyOutDir: true,
});
await bundle({
  entry: 'src/entry.ts',
  name: 'RocketWidget',
  file: 'script.js',
  banner: "define(['require'], function (rocketRequire) {",
  footer: 'return RocketWidget;\n});',
  define: { __ROCKET_SCREENS__: JSON.stringify(screens) },
  emptyOutDir: false,
});
