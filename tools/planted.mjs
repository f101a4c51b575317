// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A small change of one file; `from` stands in it exactly once.
 * @typedef {{ file: string, from: string, to: string }} Change
 */

/**
 * The source of a file with the change in it.
 * @param {Change} change
 * @param {string} root
 * @throws when the text stands nowhere, or twice: the list is out of date
 */
export function planted({ file, from, to }, root) {
  const source = readFileSync(join(root, file), 'utf8');
  const found = source.split(from).length - 1;
  if (found !== 1) throw new Error(`«${from}» is found ${found} times in ${file}: bring the list up to date`);
  return source.replace(from, () => to);
}
