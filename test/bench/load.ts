import { connect, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

const END = Buffer.from('\r\n\r\n');
const MOST_CONNECTIONS = 64;
/** Slower than this a load does not hold a core for its own sake: what it measures is not a wait. */
const UNHURRIED = 100;

/** One connection that is kept, with one request on its way at a time. Raw: a client of HTTP would cost more than the server. */
class Line {
  private got: Buffer = Buffer.alloc(0);
  private done: ((body: Buffer) => void) | null = null;
  private request: Buffer | null = null;
  /** The server let go of it: one that is not used for a while goes so. */
  isOver = false;
  /** Told of a request that it took and will not answer: the server hung up before it came. */
  onUnanswered: ((request: Buffer, done: (body: Buffer) => void) => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket
      .setNoDelay()
      .on('data', (chunk) => this.take(chunk))
      .on('error', () => undefined)
      .on('close', () => this.end());
  }

  static async open(port: number): Promise<Line> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((ready, fail) => socket.once('connect', ready).once('error', fail));
    return new Line(socket);
  }

  get isFree(): boolean {
    return this.done === null && !this.isOver;
  }

  ask(request: Buffer, done: (body: Buffer) => void): void {
    this.done = done;
    this.request = request;
    this.socket.write(request);
  }

  close(): void {
    this.socket.destroy();
  }

  private end(): void {
    this.isOver = true;
    const { done, request } = this;
    this.done = null;
    if (!done || !request) return;
    if (this.got.length > 0 || !this.onUnanswered) throw new Error('The server hung up on a request');
    this.onUnanswered(request, done);
  }

  private take(chunk: Buffer): void {
    // Nobody asked: it says that it will not wait for a request any longer.
    if (this.done === null) {
      this.isOver = true;
      return;
    }
    this.got = this.got.length === 0 ? chunk : Buffer.concat([this.got, chunk]);
    const head = this.got.indexOf(END);
    if (head < 0) return;
    const text = this.got.toString('latin1', 0, head);
    if (!text.startsWith('HTTP/1.1 200')) throw new Error(`Answered: ${this.got.toString()}`);
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (this.got.length < head + 4 + length) return;
    const body = this.got.subarray(head + 4);
    this.got = Buffer.alloc(0);
    const { done } = this;
    this.done = null;
    done?.(body);
  }
}

export interface Target {
  readonly port: number;
  /** Whole requests, asked in turn. */
  readonly requests: readonly Buffer[];
}

const opened = (target: Target, count: number): Promise<Line[]> =>
  Promise.all(Array.from({ length: count }, () => Line.open(target.port)));

/** As many as it can with so many connections: requests a second. */
export async function saturate(target: Target, seconds: number, connections = 32): Promise<number> {
  const lines = await opened(target, connections);
  let asked = 0;
  const begun = performance.now();
  const ends = begun + seconds * 1000;
  await Promise.all(
    lines.map(
      (line) =>
        new Promise<void>((over) => {
          const again = (): void => {
            if (performance.now() >= ends) return over();
            line.ask(target.requests[asked % target.requests.length]!, again);
            asked += 1;
          };
          again();
        }),
    ),
  );
  const took = (performance.now() - begun) / 1000;
  for (const line of lines) line.close();
  return asked / took;
}

export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/**
 * So many requests a second, evenly, whatever the answers take: each is timed from the moment it was due, so a server that stands
 * still is not spared the requests that would have come. Ends after `seconds`, or when `while` says so.
 */
export async function pace(
  target: Target,
  perSecond: number,
  seconds: number,
  goesOn: () => boolean = () => true,
): Promise<Latencies> {
  let lines: Line[] = [];
  let opening = 0;
  const took: number[] = [];
  const waiting: number[] = [];
  const begun = performance.now();
  let due = 0;
  let under = 0;
  let sent = 0;
  const send = (line: Line): void => {
    const at = waiting.shift();
    if (at === undefined) return;
    under += 1;
    line.ask(target.requests[sent++ % target.requests.length]!, () => {
      took.push(performance.now() - at);
      under -= 1;
      send(line);
    });
  };
  const open = async (): Promise<void> => {
    opening += 1;
    const line = await Line.open(target.port);
    opening -= 1;
    line.onUnanswered = (request, done) => {
      const other = lines.find((each) => each.isFree);
      if (other) other.ask(request, done);
      else void Line.open(target.port).then((fresh) => fresh.ask(request, done));
    };
    lines.push(line);
    send(line);
  };
  while (performance.now() - begun < seconds * 1000 && goesOn()) {
    for (; begun + (due * 1000) / perSecond <= performance.now(); due += 1)
      waiting.push(begun + (due * 1000) / perSecond);
    for (const line of lines) if (waiting.length > 0 && line.isFree) send(line);
    if (lines.some(({ isOver }) => isOver)) lines = lines.filter(({ isOver }) => !isOver);
    while (waiting.length > opening && lines.length + opening < MOST_CONNECTIONS) void open();
    await (perSecond < UNHURRIED ? pause(2) : turn());
  }
  while (under > 0 || opening > 0) await turn();
  for (const line of lines) line.close();
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor((took.length - 1) * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), count: took.length };
}
