// @ts-check
// The shelf of offers by hand: checks the files of offers/, tells two editions apart in words, loads one into an installation.
//   npm run offers -- check
//   npm run offers -- diff offers/one /tmp/one-next
//   npm run offers -- load offers/one --url https://market.example --token …
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, ROOT } from './bootstrap.mjs';

bootstrap();
const { build } = await import('vite');
const parent = join(ROOT, 'dist', 'tools');
mkdirSync(parent, { recursive: true });
// Inside the repository, where its packages are found.
const folder = mkdtempSync(join(parent, 'offers-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => process.exit(1));

await build({
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  resolve: { tsconfigPaths: true },
  build: {
    ssr: true,
    outDir: folder,
    target: 'node20',
    rolldownOptions: { input: { offers: join(ROOT, 'libs/offer-shelf/src/index.ts') } },
  },
  ssr: { noExternal: [/^@rocket\//] },
});
/** @type {typeof import('../libs/offer-shelf/src/index')} */
const { runCommand } = await import(pathToFileURL(join(folder, 'offers.js')).href);
const { lines, ok } = await runCommand(process.argv.slice(2), join(ROOT, 'offers'), new Date());
for (const line of lines) (ok ? console.log : console.error)(line);
process.exitCode = ok ? 0 : 1;
