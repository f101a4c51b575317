import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const SCHEMAS = resolve(__dirname, '../../../shared/data/xsd');

/**
 * Why a file is not valid against a schema of the state, '' when it is; null where xmllint or the schemas, which are not
 * ours to keep, are not there.
 */
export function brokenAgainst(schema: string, xml: Uint8Array): string | null {
  const path = `${SCHEMAS}/${schema}`;
  if (!existsSync(path)) {
    process.stderr.write(`${schema} is not there: a document is not held against it\n`);
    return null;
  }
  const { error, status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', path, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  if (error) {
    process.stderr.write('xmllint is not on PATH: a document is not held against its schema\n');
    return null;
  }
  return status === 0 ? '' : stderr;
}
