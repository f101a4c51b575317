import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The wire between a process of ours and its database, which can be slow, cut and mended. */
export class Wire {
  /** By how much a connection that listens hears everything late, in order. Changed only while nothing is on its way. */
  newsLagMs = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    /** The address of the database by this wire. */
    readonly url: string,
  ) {}

  static async to(databaseUrl: string): Promise<Wire> {
    const there = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const here = new URL(databaseUrl);
    here.host = `127.0.0.1:${port}`;
    const wire = new Wire(server, port, here.href);
    server.on('connection', (near) => {
      const far = connect(Number(there.port), there.hostname);
      for (const socket of [near, far]) {
        wire.sockets.add(socket.setNoDelay());
        // What is cut says so on both sides; nobody here wants to hear it.
        socket.on('error', () => undefined).on('close', () => wire.sockets.delete(socket));
      }
      let listens = false;
      near.on('data', (bytes: Buffer) => (listens ||= bytes.includes('listen ')));
      near.pipe(far).on('close', () => near.destroy());
      far.on('data', (bytes) => {
        if (!listens || wire.newsLagMs === 0) near.write(bytes);
        else setTimeout(() => near.write(bytes), wire.newsLagMs);
      });
      near.on('close', () => far.destroy());
      far.on('end', () => near.end());
    });
    return wire;
  }

  /** Nothing goes through, and whoever connects is refused. */
  async cut(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done));
  }
}
