// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './postgres.mjs';

/**
 * Starts a Redis for a test run: on 127.0.0.1, on a free port, keeping nothing.
 * @param {string} program path of redis-server
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startRedis(program) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'rocket-redis-'));
  const server = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  let running = true;
  const ended = new Promise((done) => server.once('exit', done).once('error', done)).then(() => {
    running = false;
    rmSync(folder, { recursive: true, force: true });
  });
  const killOnExit = () => void (running && server.kill('SIGKILL'));
  process.once('exit', killOnExit);
  for (let attempt = 0; !(await answers(port)); attempt++) {
    if (!running || attempt > 200) throw new Error('redis-server did not start');
    await sleep(25);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      process.removeListener('exit', killOnExit);
    },
  };
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true));
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
