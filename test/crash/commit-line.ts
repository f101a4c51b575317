import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Of a transaction that is about to be confirmed, and of one that was, which nobody has heard yet. */
export type Moment = 'before' | 'after';

/** Messages of PostgreSQL's protocol, each with its type before its length: a simple query, and the end of a command. */
const HEARD: Readonly<Record<Moment, Buffer>> = {
  before: message('Q', 'COMMIT'),
  after: message('C', 'COMMIT'),
};

/**
 * The line of one process to PostgreSQL, on which it can be met at the two moments that matter: its `COMMIT` was sent and has not
 * arrived, or was answered and the answer has not arrived. What is said then never arrives.
 */
export class CommitLine {
  private wanted: { moment: Moment; left: number; strike: () => void } | null = null;
  private readonly sockets = new Set<Socket>();

  private constructor(
    /** The same database by this line. */
    readonly url: string,
    private readonly server: ReturnType<typeof createServer>,
  ) {}

  static async to(databaseUrl: string): Promise<CommitLine> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const target = new URL(databaseUrl);
    const own = new URL(databaseUrl);
    own.port = String((server.address() as AddressInfo).port);
    const line = new CommitLine(own.href, server);
    server.on('connection', (near) => line.join(near, connect(Number(target.port), target.hostname)));
    return line;
  }

  /** Strikes at the nth commit from now, or without one when there is none for so long. */
  async meets(moment: Moment, nth: number, strike: () => void, withinMs: number): Promise<void> {
    let isDone = false;
    const once = (): void => {
      this.wanted = null;
      isDone = true;
      strike();
    };
    this.wanted = { moment, left: nth, strike: once };
    for (let waited = 0; waited < withinMs && !isDone; waited += 20) await pause(20);
    if (!isDone) once();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private join(near: Socket, far: Socket): void {
    this.pass('before', near, far);
    this.pass('after', far, near);
    // As it would be told without a line between: whoever died is not said good-bye for.
    far.on('error', () => near.resetAndDestroy());
    near.on('error', () => far.destroy());
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    }
  }

  private pass(moment: Moment, from: Socket, to: Socket): void {
    from.on('data', (piece: Buffer) => {
      if (this.isMet(moment, piece)) return;
      if (!to.write(piece)) from.pause();
    });
    to.on('drain', () => from.resume());
  }

  /** A message of a few bytes comes in one piece. */
  private isMet(moment: Moment, piece: Buffer): boolean {
    const { wanted } = this;
    if (wanted?.moment !== moment || !piece.includes(HEARD[moment])) return false;
    wanted.left -= 1;
    if (wanted.left > 0) return false;
    wanted.strike();
    return true;
  }
}

function message(type: string, text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + text.length + 1);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(`${text}\0`)]);
}
