// @ts-check
// Drills on servers of their own.
//   npm run drill                   backup and restore to a moment: a base backup of a running server, a mistake after it, the books before it
//   npm run drill -- keys           a new key seals anew what the first one sealed, under load, killed in the middle
//   npm run drill -- migrations     from empty and from what every earlier release wrote, forward while the old program works
//   npm run drill -- two-clusters   accounts divided between two clusters, each with an API, behind a router (docs/scale-out.md)
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build } from './build.mjs';
import { bundlePrograms } from './bundle.mjs';
import { startPostgres } from './postgres.mjs';
import { buildRelease } from './releases.mjs';

const [what = 'restore'] = process.argv.slice(2);
/** @type {Readonly<Record<string, { file: string, drill: string }>>} */
const DRILLS = {
  restore: { file: 'drill', drill: 'drill' },
  keys: { file: 'keys-drill', drill: 'keysDrill' },
  migrations: { file: 'forward', drill: 'forward' },
  'two-clusters': { file: 'two-clusters', drill: 'twoClusters' },
};
const chosen = DRILLS[what];
if (!chosen) {
  console.error(`There is no drill "${what}"; there are ${Object.keys(DRILLS).join(', ')}.`);
  process.exit(2);
}

bootstrap();
const { ok, output } = await build();
if (!ok) throw new Error(`${output}\nThe build failed: the reason stands above.`);
const out = join(ROOT, 'dist/drill');
await bundlePrograms({ [chosen.file]: join(ROOT, `test/crash/${chosen.file}.ts`) }, out);
/** @type {Record<string, (start: typeof startPostgres, build: typeof buildRelease) => AsyncGenerator<string>>} */
const drills = await import(pathToFileURL(join(out, `${chosen.file}.js`)).href);
const drill = /** @type {typeof drills[string]} */ (drills[chosen.drill]);
for await (const line of drill(startPostgres, buildRelease)) console.log(line);
process.exit(0);
