import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../../..');
const execute = promisify(execFile);
const npm = (cwd: string, ...args: string[]) =>
  execute('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], { cwd });

/** What the kit stands on, packed from what is installed here: the registry is not asked. */
const STANDS_ON = ['jose', 'standardwebhooks', '@stablelib/base64', 'fast-sha256'];

/** A folder outside the workspace where the kit is installed from its tarball, as a developer of a product would. */
export async function installPackedKit(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'outside-product-'));
  const packed = join(folder, 'packed');
  await mkdir(packed);
  const pack = (...args: string[]) => npm(ROOT, 'pack', '--json', '--pack-destination', packed, ...args);
  const said = await Promise.all([
    pack('./libs/product-kit'),
    pack('--ignore-scripts', ...STANDS_ON.map((name) => `./node_modules/${name}`)),
  ]);
  const dependencies = Object.fromEntries(
    said.flatMap(({ stdout }) =>
      tarballsIn(stdout).map(({ name, filename }) => [name, `file:packed/${filename}`]),
    ),
  );
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'outside-product', private: true, type: 'module', dependencies }),
  );
  await npm(folder, 'install', '--offline', '--ignore-scripts');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** npm prints what prepack says before its JSON. */
const tarballsIn = (stdout: string): { name: string; filename: string }[] =>
  JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as { name: string; filename: string }[];

/** Libraries that the product's own developer has chosen are lent from here, with what they stand on. */
export async function lend(folder: string, ...names: string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), path);
  }
}
