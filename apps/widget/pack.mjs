/**
 * Puts amoCRM's package together after `build.mjs`: manifest, texts and pictures beside script.js in dist/apps/widget, and
 * all of it in widget.zip, files at the root of the archive. The same input gives the same bytes.
 *
 * The support contacts can be given by ROCKET_SUPPORT_LINK and ROCKET_SUPPORT_EMAIL: the committed ones lead nowhere.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';

const source = fileURLToPath(new URL('./amocrm/', import.meta.url));
const target = fileURLToPath(new URL('../../dist/apps/widget/', import.meta.url));

for (const file of readdirSync(target).filter((name) => name.endsWith('.js')))
  console.log(`${file}: ${gzipSync(readFileSync(join(target, file)), { level: 9 }).length} bytes gzip`);

for (const folder of ['i18n', 'images']) {
  rmSync(join(target, folder), { recursive: true, force: true });
  mkdirSync(join(target, folder), { recursive: true });
  cpSync(join(source, folder), join(target, folder), { recursive: true });
}
const manifest = JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8'));
const { ROCKET_SUPPORT_LINK: link, ROCKET_SUPPORT_EMAIL: email } = process.env;
manifest.widget.support = {
  link: link ?? manifest.widget.support.link,
  email: email ?? manifest.widget.support.email,
};
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

const files = readdirSync(target, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'widget.zip')
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
// The year zip begins with, so that the archive does not depend on the day it was made.
const mtime = new Date(1980, 0, 1);
const entries = files.map((file) => [
  relative(target, file).split(sep).join('/'),
  [readFileSync(file), { mtime }],
]);
writeFileSync(join(target, 'widget.zip'), zipSync(Object.fromEntries(entries), { level: 9 }));
console.log(`widget.zip: ${files.length} files`);
