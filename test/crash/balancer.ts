import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { eventually } from '../kit/house';

const LOOKS_EVERY_MS = 200;

/**
 * Stands before the API processes as a balancer does: asks each whether it is ready, passes requests on in turn over kept connections,
 * and never asks twice: what a process does not answer is lost.
 */
export class Balancer {
  passed = 0;
  /** Requests nobody answered, with what happened to them. */
  readonly lost: string[] = [];
  private ready: number[] = [];
  private turn = 0;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly server: Server;
  private readonly looking: NodeJS.Timeout;

  /** @returns one that has seen all of them ready */
  static async before(targets: readonly number[], port: number): Promise<Balancer> {
    const balancer = new Balancer(targets);
    await new Promise<void>((done) => balancer.server.listen(port, '127.0.0.1', done));
    await eventually('all are ready', () => Promise.resolve(targets.every((one) => balancer.isReady(one))));
    return balancer;
  }

  private constructor(private readonly targets: readonly number[]) {
    this.server = createServer((asked, answer) => this.pass(asked, answer));
    this.looking = setInterval(() => void this.look(), LOOKS_EVERY_MS);
  }

  /** Whether a process would be asked now. */
  isReady(target: number): boolean {
    return this.ready.includes(target);
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
    this.agent.destroy();
  }

  private async look(): Promise<void> {
    const isReady = (port: number): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
    const found = await Promise.all(this.targets.map(isReady));
    const ready = this.targets.filter((_, nth) => found[nth]);
    // When nobody is ready, those that last were are still the best there are, as balancers have it.
    if (ready.length > 0) this.ready = ready;
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const port = this.ready[(this.turn += 1) % Math.max(1, this.ready.length)];
    const lose = (why: string): void => {
      this.lost.push(`${asked.method} ${asked.url?.split('?')[0]} at ${port}: ${why}`);
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502, { 'content-type': 'text/plain' }).end('Bad Gateway');
    };
    if (port === undefined) return lose('nobody is ready');
    this.passed += 1;
    const onward = request(
      {
        host: '127.0.0.1',
        port,
        path: asked.url,
        method: asked.method,
        headers: asked.headers,
        agent: this.agent,
      },
      (answered) => {
        if ((answered.statusCode ?? 0) >= 500)
          this.lost.push(`${asked.method} ${asked.url}: ${answered.statusCode}`);
        const { connection: _connection, 'keep-alive': _kept, ...headers } = answered.headers;
        answer.writeHead(answered.statusCode ?? 502, headers);
        answered.on('error', (error) => lose(error.message)).pipe(answer);
      },
    );
    onward.on('error', (error) => lose(error.message));
    asked.pipe(onward);
  }
}
