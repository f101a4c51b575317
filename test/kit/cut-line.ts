import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * `open` passes everything · `cut` refuses · `lose-answers` passes the request and drops what comes back · `hold-answers` keeps what
 * comes back until `release`.
 */
export type LineState = 'open' | 'cut' | 'lose-answers' | 'hold-answers';

/** A line to a server that can be cut in the middle of a call, as real lines are. */
export class CutLine {
  state: LineState = 'open';
  private readonly sockets = new Set<Socket>();
  private held: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    /** `http://127.0.0.1:port` */
    readonly url: string,
  ) {}

  static async to(target: string): Promise<CutLine> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new CutLine(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (near) => line.join(near, connect(Number(port), hostname)));
    return line;
  }

  /** What is open now ends too: a kept-alive connection would not notice. */
  set(state: LineState): void {
    this.state = state;
    for (const socket of this.sockets) socket.destroy();
  }

  get isHolding(): boolean {
    return this.held.length > 0;
  }

  /** What was held goes on, and everything passes again. */
  release(): void {
    this.state = 'open';
    for (const pass of this.held.splice(0)) pass();
  }

  async end(): Promise<void> {
    this.set('cut');
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    if (this.state === 'cut') near.destroy();
    near.pipe(far);
    far.on('data', (piece) => {
      if (this.state === 'open') near.write(piece);
      else if (this.state === 'hold-answers') this.held.push(() => near.write(piece));
      else near.destroy();
    });
  }
}
