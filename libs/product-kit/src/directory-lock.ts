import { mkdir, open, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { readKept } from './kept-file.ts';
import type { Now } from './kit-clock.ts';

const BEAT_MS = 10_000;
/** A holder that has not been heard for so long is gone, whatever number its process had. */
const GONE_MS = 60_000;

/** Another process that lives writes into this folder. Give each process a folder of its own. */
export class DirectoryInUse extends Error {
  constructor(directory: string) {
    super(`Another process holds ${directory}`);
    this.name = 'DirectoryInUse';
  }
}

/** What this process holds: in a container every life has the same number, so the number alone says nothing. */
const held = new Set<string>();

/**
 * Holds a folder for this process until the answer is called. A lock of a process that has died is taken over.
 *
 * @throws DirectoryInUse
 */
export async function holdDirectory(directory: string, now: Now): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const path = resolve(directory, 'lock');
  if (!(await take(path))) {
    if (!(await isLeft(path, now))) throw new DirectoryInUse(directory);
    await rm(path, { force: true });
    if (!(await take(path))) throw new DirectoryInUse(directory);
  }
  held.add(path);
  const beat = setInterval(() => void utimes(path, now(), now()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    held.delete(path);
    await rm(path, { force: true });
  };
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isLeft(path: string, now: Now): Promise<boolean> {
  const holder = await readKept<{ pid: number; host: string }>(path);
  if (holder?.host === hostname() && isDead(holder.pid, path)) return true;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return now().getTime() - mtimeMs > GONE_MS;
}

function isDead(pid: number, path: string): boolean {
  if (pid === process.pid) return !held.has(path);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
