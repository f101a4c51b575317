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

  it('says what went wrong with the connection', async () => {
    answer = (request) => request.socket.destroy();
    expect(await post(`http://127.0.0.1:${port()}/`)).toMatchObject({ outcome: 'not_connected' });
    expect(await post(`https://127.0.0.1:${port()}/`)).toMatchObject({ outcome: 'tls_failed' });
    answer = () => undefined;
    expect(await post(`http://127.0.0.1:${port()}/`)).toMatchObject({ outcome: 'timed_out', status: null });
  });
});
