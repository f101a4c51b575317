import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** Length and version of the protocol stand before what a connection says of itself. */
const BEFORE_SETTINGS = 8;

/**
 * Before a database, as a pooler is that was told to leave out what it does not know (pgbouncer, `ignore_startup_parameters=options`):
 * what a connection says in `options` as it is opened is not passed on. For tests.
 */
export class DeafPooler {
  private constructor(
    private readonly server: Server,
    /** The same database by this way. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<DeafPooler> {
    const { hostname, port } = new URL(databaseUrl);
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      near.once('data', (first: Buffer) => {
        far.write(withoutOptions(first));
        near.pipe(far);
      });
      far.pipe(near);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const)
        one.on('error', () => other.destroy());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as AddressInfo).port);
    return new DeafPooler(server, url.href);
  }

  close(): void {
    this.server.close();
  }
}

function withoutOptions(startup: Buffer): Buffer {
  const words = startup.subarray(BEFORE_SETTINGS).toString('utf8').split('\0');
  const at = words.indexOf('options');
  if (at >= 0) words.splice(at, 2);
  const settings = Buffer.from(words.join('\0'));
  const head = Buffer.from(startup.subarray(0, BEFORE_SETTINGS));
  head.writeInt32BE(BEFORE_SETTINGS + settings.length);
  return Buffer.concat([head, settings]);
}
