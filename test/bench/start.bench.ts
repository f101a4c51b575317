import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { heaviestScript } from '../../apps/widget/check-package.mjs';
import { freePort } from '../kit/house';
import { middleOf, ratioOf, type Ratio } from './record';

const SECOND_STARTS = 3;
const WITHIN_MS = 900_000;
const APPS = join(process.cwd(), 'dist/apps');

/** How long `npm start` takes until its first page answers, beside the start of a Node that does nothing; and what is sent to a browser. */
export async function* compare(): AsyncGenerator<string | Ratio> {
  yield* sizes();
  const folder = mkdtempSync(join(tmpdir(), 'rocket-bench-'));
  try {
    // Nothing is built and there is no database: as after an install.
    rmSync(APPS, { recursive: true });
    rmSync(join(process.cwd(), 'dist/.built-from'));
    const cold = await besideBareNode(() => startOf(folder));
    yield `Cold start, with the build and a new database: ${cold.seconds.toFixed(1)} s until the first page`;
    yield ratioOf('Cold start ÷ start of a bare Node', 'less', [cold.ratio]);
    const seconds: number[] = [];
    const rounds: number[] = [];
    for (let round = 0; round < SECOND_STARTS; round += 1) {
      const second = await besideBareNode(() => startOf(folder));
      seconds.push(second.seconds);
      rounds.push(second.ratio);
    }
    yield `Further starts: ${seconds.map((it) => it.toFixed(1)).join(', ')} s until the first page`;
    yield ratioOf('Further start ÷ start of a bare Node', 'less', rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function besideBareNode(start: () => Promise<number>): Promise<{ seconds: number; ratio: number }> {
  const before = bareNode();
  const seconds = await start();
  return { seconds, ratio: (2 * seconds) / (before + bareNode()) };
}

/** The middle of several, in seconds. */
function bareNode(): number {
  const times = Array.from({ length: 7 }, () => {
    const begun = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return (performance.now() - begun) / 1000;
  });
  return middleOf(times);
}

/** Seconds from the command to the answer of the page it leads to. */
async function startOf(folder: string): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  // Bundling this bench made production of its own process; whoever types `npm start` says nothing.
  const { NODE_ENV: _, ...env } = process.env;
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    env: {
      ...env,
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: '',
      REDIS_URL: '',
      NX_SKIP_NX_CACHE: 'true',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await firstPage(`http://127.0.0.1:${port}/`, child);
    return (performance.now() - begun) / 1000;
  } finally {
    const isThere = child.exitCode === null && child.signalCode === null;
    const gone = isThere && new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
  }
}

async function firstPage(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    const page = await fetch(url).catch(() => null);
    if (page?.ok) return;
    await pause(50);
  }
  throw new Error(`No page within ${WITHIN_MS / 1000} s`);
}

/** Sizes do not depend on the machine: each stands beside what it may be at most. */
function* sizes(): Generator<string | Ratio> {
  const panel = join(APPS, 'control-panel');
  const html = readFileSync(join(panel, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path!);
  const first = named.reduce((sum, path) => sum + gzipped(readFileSync(join(panel, path))), 0);
  const all = readdirSync(join(panel, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .reduce((sum, name) => sum + gzipped(readFileSync(join(panel, 'assets', name))), 0);
  yield `Panel: ${kilobytes(first)} before the first screen's own chunk, ${kilobytes(all)} all of its screens, gzip`;
  const script = unzipSync(readFileSync(join(APPS, 'widget/widget.zip')))['script.js']!;
  yield `Widget: ${kilobytes(gzipped(script))} on every page of amoCRM, gzip`;
  yield ratioOf('Script of the widget ÷ what it may weigh', 'less', [gzipped(script) / heaviestScript], 1);
}

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
