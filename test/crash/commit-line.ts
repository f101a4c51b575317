import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Of a transaction that is about to be confirmed, and of one that was, which nobody has heard yet. */
export type Moment = 'before' | 'after';

/** Messages of PostgreSQL's protocol, each with its type before its length: a simple query, and the end of a command. */
const HEARD: Readonly<Record<Moment, Buffer>> = {
  before: message('Q', 'COMMIT'),
  after: message('C', 'COMMIT'),
};

/** Statements that only money makes (an entry and its postings, a charge, what renews plain accounts) and what they are prepared as. */
const MONEY = /([\w-]{27}\.\d+)?\0(?:insert into (?:entry|posting|charge) |with booked )/g;

/** Which of its transactions a connection is in, as far as its line hears it. */
class Heard {
  /** The commit that was sent last was of a transaction that moved money. */
  isOfMoney = false;
  private hasMoved = false;
  private readonly names = new Set<string>();

  /** What goes to the server: a text once, its name from then on. */
  note(piece: Buffer): void {
    const said = piece.toString('latin1');
    for (const [, name] of said.matchAll(MONEY)) {
      this.hasMoved = true;
      if (name) this.names.add(name);
    }
    this.hasMoved ||= [...this.names].some((name) => said.includes(`\0${name}\0`));
    if (!piece.includes(HEARD.before)) return;
    this.isOfMoney = this.hasMoved;
    this.hasMoved = false;
  }
}

/**
 * The line of one process to PostgreSQL, on which it can be met at the two moments that matter: its `COMMIT` was sent and has not
 * arrived, or was answered and the answer has not arrived. What is said then never arrives.
 */
export class CommitLine {
  private wanted: { moment: Moment; ofMoney: boolean; left: number; strike: () => void } | null = null;
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

  /** Strikes at the nth commit from now, of those that move money or of any, or without one when there is none for so long. */
  async meets(
    { moment, nth, ofMoney }: { moment: Moment; nth: number; ofMoney: boolean },
    strike: () => void,
    withinMs: number,
  ): Promise<void> {
    let isDone = false;
    const once = (): void => {
      this.wanted = null;
      isDone = true;
      strike();
    };
    this.wanted = { moment, ofMoney, left: nth, strike: once };
    for (let waited = 0; waited < withinMs && !isDone; waited += 20) await pause(20);
    if (!isDone) once();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private join(near: Socket, far: Socket): void {
    const heard = new Heard();
    this.pass('before', near, far, heard);
    this.pass('after', far, near, heard);
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

  private pass(moment: Moment, from: Socket, to: Socket, heard: Heard): void {
    from.on('data', (piece: Buffer) => {
      if (moment === 'before') heard.note(piece);
      if (this.isMet(moment, piece, heard)) return;
      if (!to.write(piece)) from.pause();
    });
    to.on('drain', () => from.resume());
  }

  /** A message of a few bytes comes in one piece. */
  private isMet(moment: Moment, piece: Buffer, heard: Heard): boolean {
    const { wanted } = this;
    if (wanted?.moment !== moment || !piece.includes(HEARD[moment])) return false;
    if (wanted.ofMoney && !heard.isOfMoney) return false;
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
