import sockets from 'node:dns';
import names from 'node:dns/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppConfig } from '../platform/config';
import { WebhookSender } from './webhook-sender';

let server: Server;
let answer: RequestListener;
let connections: number;
beforeEach(async () => {
  connections = 0;
  server = createServer((request, response) => answer(request, response)).on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = (): number => (server.address() as AddressInfo).port;
const post = (url: string, { toLoopback = true, patienceMs = 400 } = {}) =>
  new WebhookSender({ sandbox: true, webhooks: { toLoopback, patienceMs } } as AppConfig).post(url, {}, '{}');

describe('a request to a product', () => {
  it('is answered by its status, however long the body takes to come', async () => {
    answer = (_, response) => void response.writeHead(200).write('{"taken"');
    expect(await post(`http://127.0.0.1:${port()}/`)).toMatchObject({
      outcome: 'answered',
      status: 200,
      answer: '{"taken"',
    });
  });

  it('keeps the beginning of the answer and hears no more of it', async () => {
    let closed = false;
    answer = (_, response) => {
      response.writeHead(500).on('close', () => {
        closed = true;
      });
      const more = (): void => {
        if (!response.destroyed) response.write('я'.repeat(1000), () => setImmediate(more));
      };
      more();
    };
    const { answer: kept, status } = await post(`http://127.0.0.1:${port()}/`, { patienceMs: 10_000 });
    expect([status, kept]).toEqual([500, 'я'.repeat(500)]);
    while (!closed) await new Promise((resolve) => setImmediate(resolve));
  });

  it('is not made where a name leads to this machine, and nobody is connected to', async () => {
    expect(await post(`http://localhost:${port()}/`, { toLoopback: false })).toMatchObject({
      outcome: 'address_refused',
    });
    expect(await post(`http://127.0.0.1:${port()}/`, { toLoopback: false })).toMatchObject({
      outcome: 'address_refused',
    });
    expect(connections).toBe(0);
  });

  describe('by a name', () => {
    /** «localhost» may be told at any port; where it leads is what the name server says, and nothing else. */
    const hook = (): string => `http://localhost:${port()}/`;
    /** A name server that answers each question in its turn, and is asked by whoever resolves names on this machine. */
    const nameServerSays = (...answers: readonly (readonly string[])[]) => {
      let asked = 0;
      return jest.spyOn(names, 'lookup').mockImplementation((() => {
        const addresses = answers[Math.min(asked, answers.length - 1)]!;
        asked += 1;
        return Promise.resolve(
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      }) as unknown as typeof names.lookup);
    };
    const told = () => post(hook(), { patienceMs: 10_000 });
    beforeEach(() => {
      answer = (_, response) => void response.writeHead(204).end();
    });
    afterEach(() => jest.restoreAllMocks());

    it('is judged at every attempt: one that led to us may lead into an inner network the next time', async () => {
      nameServerSays(['127.0.0.1'], ['10.0.0.5'], ['169.254.169.254'], ['127.0.0.1', '192.168.0.1']);
      const outcomes = [];
      for (let nth = 0; nth < 4; nth += 1) outcomes.push((await told()).outcome);
      expect(outcomes).toEqual(['answered', ...Array(3).fill('address_refused')]);
      expect(connections).toBe(1);
    });

    it('connects to the very address that was judged, and asks for the name once', async () => {
      const asked = nameServerSays(['127.0.0.1'], ['10.0.0.5']);
      const askedAgain = jest.spyOn(sockets, 'lookup');
      expect(await told()).toMatchObject({ outcome: 'answered', status: 204 });
      expect([asked.mock.calls.length, askedAgain.mock.calls.length, connections]).toEqual([1, 0, 1]);
    });
  });

  it('says what went wrong with the connection', async () => {
    answer = (request) => request.socket.destroy();
    expect(await post(`http://127.0.0.1:${port()}/`)).toMatchObject({ outcome: 'not_connected' });
    expect(await post(`https://127.0.0.1:${port()}/`)).toMatchObject({ outcome: 'tls_failed' });
    answer = () => undefined;
    expect(await post(`http://127.0.0.1:${port()}/`)).toMatchObject({ outcome: 'timed_out', status: null });
  });
});
