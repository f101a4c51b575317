// @ts-check
// Backup and restore to a moment, tried: a base backup of a running server, a mistake after it, the books of the moment before.
//   npm run drill
//   npm run drill -- keys           → a new key seals anew what the first one sealed, under load, killed in the middle
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build } from './build.mjs';
import { bundlePrograms } from './bundle.mjs';
import { startPostgres } from './postgres.mjs';

bootstrap();
const { ok, output } = await build();
if (!ok) throw new Error(`${output}\nThe build failed: the reason stands above.`);
const out = join(ROOT, 'dist/drill');
await bundlePrograms(
  { drill: join(ROOT, 'test/crash/drill.ts'), keys: join(ROOT, 'test/crash/keys-drill.ts') },
  out,
);
const program = (/** @type {string} */ name) => import(pathToFileURL(join(out, `${name}.js`)).href);

async function* keys() {
  /** @type {{ keysDrill(start: typeof startPostgres): AsyncGenerator<string> }} */
  const { keysDrill } = await program('keys');
  yield* keysDrill(startPostgres);
}

async function* restore() {
  /** @type {{ drill(start: typeof startPostgres): AsyncGenerator<string> }} */
  const { drill } = await program('drill');
  yield* drill(startPostgres);
}

for await (const line of process.argv[2] === 'keys' ? keys() : restore()) console.log(line);
process.exit(0);
