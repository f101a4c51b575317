import { createServer, request } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { CallerPace } from '../caller-pace';
import { ACCOUNT, Doorway, bearer, json, madeSoFar, withPostgres } from '../testing';
import { endWhenSlow, refusalOf } from './odd-requests';

const DOOR = '/api/v1/products/a';
const SLOW_BODY = 'content-type: application/json\r\ncontent-length: 100';
const EVERYTHING_BUT_TIMEOUTS = [
  ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const),
];
const aMoment = (turns = 20): Promise<void> =>
  turns === 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(() => resolve(aMoment(turns - 1))));

describe('a body nobody of good will sends', () => {
  const nested = (levels: number, inner: unknown): unknown =>
    Array.from({ length: levels }).reduce<unknown>(
      (value, _, level) => (level % 2 ? [value] : { a: value }),
      inner,
    );

  it('is refused when it is nested deeper than any of ours, however deep', () => {
    expect(refusalOf(nested(31, 'ok'))).toBeNull();
    expect(refusalOf(nested(33, 'ok'))?.code).toBe('malformed_body');
    expect(refusalOf(nested(200_000, 'ok'))?.code).toBe('malformed_body');
  });

  it('is refused by the field that holds what the database cannot keep', () => {
    const pathOf = (sent: unknown) => refusalOf(sent)?.errors[0]?.path;
    expect(pathOf({ lines: [{ name: 'а' }, { name: 'б\u0000' }] })).toBe('lines.1.name');
    expect(pathOf({ name: 'half \ud83d' })).toBe('name');
    expect(pathOf({ 'odd\u0000': 1 })).toBe('odd\ufffd');
    expect(refusalOf({ name: 'whole 💸\r\n\t', none: null, n: 1 })).toBeNull();
  });

  it('is not waited for when it trickles in', async () => {
    const server = createServer((incoming) => {
      endWhenSlow({ raw: incoming }, 50);
      incoming.on('error', () => undefined);
    }).listen(0);
    const { port } = server.address() as AddressInfo;
    const slow = request({ port, method: 'POST', headers: { 'content-length': 100 } });
    const ended = new Promise((resolve) => slow.on('error', resolve));
    slow.write('{');
    expect(await ended).toMatchObject({ code: 'ECONNRESET' });
    await new Promise((closed) => server.close(closed));
  });
});

withPostgres('strangers at the doors, on a real PostgreSQL (DATABASE_URL)', () => {
  let doorway: Doorway;
  let owner: string;
  const folder = mkdtempSync(join(tmpdir(), 'rocket-front-ends-'));
  beforeAll(async () => {
    for (const [name, text] of [
      ['control-panel/index.html', 'the panel'],
      ['widget/script.js', 'the widget'],
      ['widget-of-yesterday/script.js', 'not served'],
      ['settings', 'not served'],
    ] as const) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    doorway = await Doorway.open({ FRONT_ENDS_DIR: folder });
    owner = await doorway.ownerToken();
  }, 30_000);
  afterAll(async () => {
    await doorway?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  /** What is no request: whatever bytes come back. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(doorway.url).port), '127.0.0.1', () => socket.end(bytes));
      let heard = '';
      socket.on('data', (piece: Buffer) => (heard += piece.toString()));
      socket.on('close', () => resolve(heard));
    });

  it('are answered with the same guarded headers everywhere, also where nothing is', async () => {
    const paths = [
      '/',
      '/widget/none.js',
      '/api/v1/me',
      '/api/v1/nothing',
      '/health/live',
      '/%zz',
      '/api/docs',
    ];
    for (const path of paths) {
      const { headers } = await doorway.call('GET', path);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, headers.get('x-frame-options')]).toEqual([path, 'DENY']);
      expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer']);
      const policy = headers.get('content-security-policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
      expect([path, policy]).toEqual([path, expect.not.stringContaining('unsafe')]);
    }
    const { headers } = await doorway.call('GET', '/api/v1/me');
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy':
        "default-src 'self';img-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
    expect((await doorway.call('GET', '/api/v1/me')).headers.get('cache-control')).toBe('no-store');
  }, 30_000);

  it('are refused in our own words when what they send is no address and no request', async () => {
    const lost = await doorway.call('GET', '/api/v1/documents/%ff<script>/file');
    expect(lost).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
    expect(lost.text).not.toContain('script');
    for (const bytes of ['GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`]) {
      const heard = await raw(bytes);
      expect(heard).toMatch(/^HTTP\/1\.1 4(00|31) /);
      expect(heard).toContain('x-content-type-options: nosniff');
      expect(heard).toContain('"code":"malformed_request"');
    }
  });

  it('get no further with a body too deep, an address with NUL or a text nobody keeps', async () => {
    const before = madeSoFar();
    const path = `/api/v1/accounts/${ACCOUNT}/invoices`;
    const deep = `{"amount":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect((await doorway.post(path, owner, deep, 'deep')).body['code']).toBe('malformed_body');
    expect((await doorway.call('GET', '/api/v1/products/%00')).status).toBe(404);
    const odd = await doorway.post(path, owner, '{"amount":"5\\u0000"}', 'odd');
    expect(odd).toMatchObject({ status: 422, body: { errors: [{ path: 'amount' }] } });
    expect((await doorway.call('GET', '/api/v1/products/a?q=%00')).body['code']).toBe('validation_failed');
    expect(madeSoFar()).toBe(before);
  });

  it('are held by their address, less so with something to show, and not for others', async () => {
    const fastify = doorway.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    const theirs = { ...bearer(owner), ...json };
    const ask = async (url: string, remoteAddress: string, headers: Record<string, string> = {}) =>
      (await fastify.inject({ method: 'GET', url, remoteAddress, headers })).statusCode;
    for (let nth = 0; nth < 1_200; nth += 1) await ask('/widget/none.js', '198.51.100.7');
    expect(await ask('/widget/none.js', '198.51.100.7')).toBe(429);
    expect(await ask(DOOR, '198.51.100.7')).toBe(429);
    expect(await ask(DOOR, '198.51.100.8')).toBe(200);
    expect(await ask(DOOR, '198.51.100.7', theirs)).toBe(200);
    // A customer is held too, whatever address they come from.
    const pace = doorway.app.get(CallerPace);
    const user = {
      kind: 'user',
      id: 'u',
      name: 'Анна',
      accountId: ACCOUNT,
      level: 'owner',
      via: 'session',
    } as const;
    const untilHeld = () =>
      expect(() => Array.from({ length: 3_001 }, () => pace.take(user, '198.51.100.9'))).toThrow();
    let answer = 200;
    // The minute may turn between the two.
    for (let tries = 0; tries < 3 && answer !== 429; tries += 1) {
      untilHeld();
      answer = await ask(DOOR, '198.51.100.10', theirs);
    }
    expect(answer).toBe(429);
  }, 30_000);

  it('that guess are held by their address after as many guesses as requests that show nothing, and not for others', async () => {
    const fastify = doorway.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    const ask = async (url: string, remoteAddress: string, token: string) =>
      (await fastify.inject({ method: 'GET', url, remoteAddress, headers: bearer(token) })).statusCode;
    const own = `/api/v1/accounts/${ACCOUNT}`;
    const pace = doorway.app.get(CallerPace);
    // Held by nothing but the address they come from.
    const support = await doorway.staffToken('support');
    // What is right then is not looked at any more, at no door: it would tell that it is right.
    const held: number[] = [];
    // Where the minute turned between the first and the last, another one tries.
    for (let tries = 0; tries < 3 && !held.includes(429); tries += 1) {
      const guesser = `203.0.113.${tries}`;
      // As many as it may but one, which comes through the door.
      for (let nth = 0; nth < 1_199; nth += 1) pace.wrong(guesser);
      await ask(own, guesser, 'rms_guessed');
      held.splice(0, held.length, await ask(own, guesser, support), await ask(DOOR, guesser, support));
    }
    const other = '203.0.113.100';
    expect(held).toEqual([429, 429]);
    expect([await ask(own, other, support), await ask(own, other, 'rms_guessed')]).toEqual([200, 401]);
  }, 60_000);

  it('are not waited for when a body trickles in: half a minute, and the connection ends', async () => {
    const { port } = new URL(doorway.url);
    jest.useFakeTimers({ doNotFake: EVERYTHING_BUT_TIMEOUTS });
    let socket: Socket | undefined;
    try {
      const before = jest.getTimerCount();
      const slow = connect(Number(port), '127.0.0.1', () =>
        slow.write(`POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\n${SLOW_BODY}\r\n\r\n{`),
      );
      const ended = new Promise((resolve) => slow.on('close', () => resolve('ended')));
      slow.on('error', () => undefined);
      socket = slow;
      // The clock over the body runs when its head has been read.
      for (let turns = 0; jest.getTimerCount() <= before && turns < 2_000; turns += 1) await aMoment();
      jest.advanceTimersByTime(29_000);
      await aMoment();
      expect(slow.destroyed).toBe(false);
      jest.advanceTimersByTime(1_500);
      const waited = aMoment(2_000).then(() => 'still open');
      expect(await Promise.race([ended, waited])).toBe('ended');
    } finally {
      socket?.destroy();
      jest.useRealTimers();
    }
  }, 30_000);

  it('have no time without end to send their headers and files', () => {
    const server = doorway.app.getHttpServer() as import('node:http').Server;
    expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 600_000]);
  });

  it('are given no file but those of the front ends, however they climb', async () => {
    // The path goes out as it stands here: a browser would have walked it before.
    const served = (path: string) =>
      new Promise<readonly [status: number | undefined, text: string]>((resolve, reject) => {
        const asked = request({ port: new URL(doorway.url).port, path }, (answer) => {
          let heard = '';
          answer.setEncoding('utf8').on('data', (piece: string) => (heard += piece));
          answer.on('end', () => resolve([answer.statusCode, heard]));
        });
        asked.on('error', reject);
        asked.end();
      });
    expect(await served('/widget/script.js')).toEqual([200, 'the widget']);
    for (const path of [
      '/widget/../settings',
      '/widget/..%2fsettings',
      '/widget/%2e%2e/settings',
      '/widget/%2e%2e%2fwidget-of-yesterday/script.js',
      '/widget/..%2fwidget-of-yesterday%2fscript.js',
      '/..%2f..%2fetc%2fpasswd',
      '/%2e%2e/settings',
      '/widget//etc/passwd',
      '/widget/script.js%00.png',
      '/widget/..%5csettings',
    ]) {
      const [status, text] = await served(path);
      expect([path, [400, 404].includes(status!)]).toEqual([path, true]);
      expect(text).not.toMatch(/not served|root:/);
    }
  });
});
