// @ts-check
// A copy of the house with one small bug in it; the repository is not touched.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';

export { planted } from './planted.mjs';

/**
 * A small bug anybody could write, one a line of code each; `from` stands in its file exactly once.
 * @typedef {import('./planted.mjs').Change & { bug: string }} Mutation
 */

const ROOMS = ['apps/api', 'libs', 'migrations', 'offers', 'test', 'tools'];
const FILES = ['jest.preset.mjs', 'package-lock.json', 'package.json', 'tsconfig.base.json'];

/**
 * The sources an API is bundled from and what plays against it, in the temporary folder of the machine until this process ends.
 * @param {string[]} more further folders and files
 * @returns {string} where it stands
 */
export function copyHouse(...more) {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const house = join(folder, 'house');
  for (const room of [...ROOMS, ...more]) {
    mkdirSync(join(house, room, '..'), { recursive: true });
    cpSync(join(ROOT, room), join(house, room), { recursive: true });
  }
  for (const file of FILES) cpSync(join(ROOT, file), join(house, file));
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'), 'dir');
  // Calendars and samples lie beside the repository where they are present.
  const beside = join(ROOT, '..', 'shared');
  if (existsSync(beside)) symlinkSync(beside, join(folder, 'shared'), 'dir');
  return house;
}
