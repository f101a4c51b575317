// @ts-check
// Backup and restore to a moment, tried: a base backup of a running server, a mistake after it, the books of the moment before.
//   npm run drill
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
await bundlePrograms({ drill: join(ROOT, 'test/crash/drill.ts') }, out);
/** @type {{ drill(start: typeof startPostgres): AsyncGenerator<string> }} */
const { drill } = await import(pathToFileURL(join(out, 'drill.js')).href);
for await (const line of drill(startPostgres)) console.log(line);
process.exit(0);
