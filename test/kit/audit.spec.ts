import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Accepted } from '../../tools/dependencies.mjs';

const AUDIT = join(__dirname, '../../tools/audit.mjs');
const INSTALLED = { parser: '1.2.0', above: '3.0.0', sound: '1.0.0' };
const [HOLE, OTHER] = ['GHSA-aaaa-bbbb-cccc', 'GHSA-dddd-eeee-ffff'];

/** What a registry reports of a package, as it answers the bulk question of npm. */
const advisory = (id: string, name: string, versions: string) => ({
  [name]: [
    {
      id: 1_100_000 + name.length,
      url: `https://github.com/advisories/${id}`,
      title: `${name} runs forever`,
      severity: 'high',
      vulnerable_versions: versions,
      cwe: ['CWE-1333'],
      cvss: { score: 7.5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
    },
  ],
});

let registry: Server;
let folder: string;
let reports: object | null;
let asked: Record<string, string[]>[];
beforeAll(async () => {
  registry = createServer((request, answer) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const isBulk = request.url === '/-/npm/v1/security/advisories/bulk' && request.method === 'POST';
      if (isBulk) asked.push(JSON.parse(gunzipSync(Buffer.concat(pieces)).toString()));
      answer.statusCode = isBulk && reports ? 200 : 404;
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify(isBulk && reports ? reports : {}));
    });
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  registry.closeAllConnections();
  await new Promise((resolve) => registry.close(resolve));
});
beforeEach(() => {
  [asked, reports] = [[], {}];
  folder = mkdtempSync(join(tmpdir(), 'rocket-audit-'));
  mkdirSync(join(folder, 'tools'));
  const { parser, ...direct } = INSTALLED;
  const root = { name: 'house', version: '1.0.0', dependencies: direct };
  const packages = Object.fromEntries(
    Object.entries(INSTALLED).map(([name, version]) => [
      `node_modules/${name}`,
      { version, license: 'MIT', ...(name === 'above' ? { dependencies: { parser } } : {}) },
    ]),
  );
  const lock = { name: 'house', lockfileVersion: 3, requires: true, packages: { '': root, ...packages } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const accepted = (more: Partial<Accepted> = {}): Accepted => ({
  advisory: HOLE,
  package: 'parser',
  because: 'Reads only files that we have written ourselves.',
  until: '2999-12-31',
  ...more,
});

/** `npm run audit` of a house that accepts so much, at our registry: how it ends and what it says. */
async function audits(...entries: Accepted[]): Promise<{ code: number | null; said: string }> {
  writeFileSync(join(folder, 'tools/accepted-advisories.json'), JSON.stringify(entries));
  const { port } = registry.address() as AddressInfo;
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: join(folder, 'cache'),
    NODE_OPTIONS: '',
  };
  const child = spawn(process.execPath, [AUDIT, folder], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

describe('the audit of packages', () => {
  it('asks the registry about all that is installed, and is content with a clean report', async () => {
    expect(await audits()).toEqual({ code: 0, said: '' });
    expect(asked).toEqual([Object.fromEntries(Object.entries(INSTALLED).map(([name, at]) => [name, [at]]))]);
  });

  it('fails on a hole nobody accepted, also of a package that another one brought, and says where to read', async () => {
    reports = { ...advisory(HOLE, 'parser', '<1.3.0'), ...advisory(OTHER, 'sound', '<1.0.0') };
    expect(await audits()).toEqual({
      code: 1,
      said: `parser: parser runs forever (high, ${HOLE}). https://github.com/advisories/${HOLE}\n`,
    });
  });

  it('lets one pass that was accepted with a reason and a day to come, and no other beside it', async () => {
    reports = advisory(HOLE, 'parser', '<1.3.0');
    expect(await audits(accepted())).toEqual({ code: 0, said: '' });
    reports = { ...reports, ...advisory(OTHER, 'sound', '*') };
    expect(await audits(accepted())).toMatchObject({ code: 1, said: expect.stringMatching(/^sound: .*\n$/) });
  });

  it('fails on one whose day is over, and on one nobody reports any more', async () => {
    reports = advisory(HOLE, 'parser', '<1.3.0');
    const over = await audits(accepted({ until: '2026-01-31' }));
    expect(over).toMatchObject({ code: 1, said: expect.stringContaining('was accepted until 2026-01-31') });
    reports = {};
    expect(await audits(accepted())).toMatchObject({ code: 1, said: expect.stringContaining('take it out') });
  });

  it('says that it was skipped where the registry gives no report, and has found nothing then', async () => {
    reports = null;
    expect(await audits()).toEqual({
      code: 0,
      said: 'The registry answers no audit here: not reachable, skipped.\n',
    });
  });
});
