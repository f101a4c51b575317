// @ts-check
// Cruises little repositories, one after another in one process: to load the cruiser takes longer than to cruise one. Reads
// their folders as JSON on stdin, prints the names of the rules each one breaks. To be run with --preserve-symlinks, so that
// the configuration linked into a folder takes that folder for its own.
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** @type {string[]} */
const folders = JSON.parse(await text(process.stdin));
const found = [];
for (const folder of folders) {
  process.chdir(folder);
  const options = await extractDepcruiseOptions(join(folder, '.dependency-cruiser.cjs'));
  const { output } = await cruise(['apps', 'libs', 'migrations'], options, undefined, {
    tsConfig: extractTSConfig(join(folder, 'tsconfig.base.json')),
  });
  if (typeof output === 'string') throw new Error(output);
  found.push([...new Set(output.summary.violations.map(({ rule }) => rule.name))].sort());
}
process.stdout.write(JSON.stringify(found));
