import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CHEAP_PASSWORDS } from './seeded-database';

const ROOT = resolve(__dirname, '../..');
const STARTS_WITHIN_MS = 300_000;

type Variables = Readonly<Record<string, string>>;

/** A program of ours as it is shipped: a process of its own that can be killed. `npm test` has built it. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    /** What it said that told it was ready. */
    readonly said: RegExpExecArray,
    /** Everything it has said: until it was ready, or so far where it is heard. */
    readonly output: () => string,
  ) {}

  /**
   * Starts a program and waits until its output matches `ready`.
   * @throws Error with everything it said, when it ends before or takes longer than five minutes
   */
  static async start(
    command: string,
    args: string[],
    ready: RegExp,
    env: Variables = {},
    isHeard = false,
  ): Promise<Program> {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let isReady = false;
    const found = new Promise<RegExpExecArray>((done, fail) => {
      // What it says afterwards is only taken from it, unless it is heard: a program that nobody listens to stands still.
      const listen = (text: string): void => {
        if (isReady && !isHeard) return;
        output += text;
        if (isReady) return;
        const match = ready.exec(output);
        isReady = match !== null;
        if (match) done(match);
      };
      child.stdout.setEncoding('utf8').on('data', listen);
      child.stderr.setEncoding('utf8').on('data', listen);
      const giveUp = (why: string): void => fail(new Error(`${args[0] ?? command} ${why}:\n${output}`));
      child.once('error', (error) => giveUp(error.message));
      child.once('exit', () => giveUp('ended before it was ready'));
      setTimeout(() => giveUp('was not ready in time'), STARTS_WITHIN_MS).unref();
    });
    try {
      return new Program(child, await found, () => output);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  get isThere(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it, politely unless told otherwise, and waits until it is gone. Said again, nothing happens. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.isThere) return;
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill(signal);
    await gone;
  }
}

export interface HouseSettings {
  readonly databaseUrl: string;
  /** The built program of another release; left out: ours. */
  readonly main?: string;
  /** Left out: wake-ups are timers of the API. */
  readonly redisUrl?: string;
  /** As with customers: no sandbox, the clock is the real one, and what is due is found by sweeps. */
  readonly isLive?: boolean;
  /** Left out: a free one. */
  readonly port?: number;
  readonly emulatorUrl?: string;
  /** What it says after it was ready is kept too. */
  readonly isHeard?: boolean;
  /** Further environment variables, such as RUN_CLAIMERS. */
  readonly env?: Variables;
}

function variablesOf(settings: HouseSettings): Variables {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    PASSWORD_MEMORY_MIB: CHEAP_PASSWORDS,
    DATABASE_URL: settings.databaseUrl,
    REDIS_URL: settings.redisUrl ?? '',
    SANDBOX: settings.isLive ? 'off' : 'on',
    PORT: String(settings.port ?? 0),
    AMO_EMULATOR_URL: settings.emulatorUrl ?? '',
    ...settings.env,
  };
}

const startOurs = (file: string, ready: RegExp, env: Variables, isHeard = false): Promise<Program> =>
  Program.start(process.execPath, [resolve(ROOT, 'dist', file)], ready, env, isHeard);

/** The HTTP process, as `npm start` runs it. */
export async function startApi(settings: HouseSettings): Promise<{ url: string; program: Program }> {
  const program = await startOurs(
    settings.main ?? 'apps/api/main.js',
    /Listening at (http:\/\/[\d.:]+)/,
    variablesOf(settings),
    settings.isHeard,
  );
  return { url: program.said[1]!, program };
}

/** The process that does what Redis wakes. */
export const startWorker = (settings: HouseSettings): Promise<Program> =>
  startOurs('apps/api/worker.js', /Waiting for wake-ups/, variablesOf(settings));

/** The fake amoCRM with its demo page and two demo companies, beside an API that will listen at a port. */
export async function startAmocrm(
  apiPort: number,
  env: Variables = {},
): Promise<{ url: string; program: Program }> {
  const program = await startOurs('test/kit/emulator/main.js', /amoCRM emulator at (http:\/\/[\d.:]+)/, {
    NODE_ENV: 'test',
    EMULATOR_PORT: '0',
    EMULATOR_STATE: '',
    API_URL: `http://127.0.0.1:${apiPort}`,
    AMO_CLIENT_ID: '00000000-0000-4000-8000-000000000000',
    AMO_CLIENT_SECRET: 'sandbox-client-secret',
    ...env,
  });
  return { url: program.said[1]!, program };
}

/** A Redis of one's own, to be killed: it keeps nothing. */
export const startRedis = (port: number): Promise<Program> =>
  Program.start(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    /Ready to accept connections/,
  );

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

/** Asks until the answer is not undefined, false or null. @throws Error naming what was waited for */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  withinMs = 60_000,
): Promise<T> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(100)) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
  }
  throw new Error(`${what}: not within ${withinMs / 1000} s`);
}
