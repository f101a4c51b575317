import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAmoGateway, type AmoGateway } from './gateway';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('an answer of amoCRM', () => {
  let server: Server;
  let gateway: AmoGateway;
  let answer: Answer;
  let asked: IncomingMessage[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    gateway = createAmoGateway({
      clientId: 'id',
      clientSecrets: ['secret'],
      redirectUri: 'https://api.example/callback',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      timeoutMs: 300,
    });
  });
  beforeEach(() => (asked = []));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const json =
    (status: number, body: unknown): Answer =>
    (_, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
  const account = (): Promise<unknown> => gateway.account('romashka.amocrm.ru', 'token');

  it.each([
    [400, 'amo_rejected'],
    [401, 'amo_unauthorized'],
    [402, 'amo_payment_required'],
    [403, 'amo_forbidden'],
    [404, 'amo_not_found'],
    [422, 'amo_rejected'],
    [429, 'amo_rate_limited'],
    [500, 'amo_unavailable'],
    [504, 'amo_unavailable'],
  ])('%i becomes %s', async (status, code) => {
    answer = json(status, { id: 1, subdomain: 'x' });
    await expect(account()).rejects.toMatchObject({ code, facts: { status } });
  });

  it('that redirects is not followed: the token would go to a stranger', async () => {
    answer = (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end();
    await expect(account()).rejects.toMatchObject({ code: 'amo_unavailable', facts: { status: 302 } });
    expect(asked).toHaveLength(1);
  });

  it.each(['<html>', '', '[]', 'null', '"x"', '{}', '{"id":"1","subdomain":"x"}', '{"id":1}'])(
    'with the garbage body %j is no account',
    async (body) => {
      answer = (_, response) => response.writeHead(200).end(body);
      await expect(account()).rejects.toMatchObject({ code: 'amo_unavailable', facts: { cause: 'body' } });
    },
  );

  it('may have a field called status without being an error', async () => {
    answer = json(200, { id: 1, subdomain: 'x', status: 'active' });
    await expect(account()).resolves.toMatchObject({ id: 1, name: 'x', timeZone: null });
  });

  it('that does not come is given up', async () => {
    answer = () => undefined;
    await expect(account()).rejects.toMatchObject({ code: 'amo_unavailable', facts: { cause: 'timeout' } });
  });

  it('is asked for at the host of the account, as ourselves', async () => {
    answer = json(200, { id: 1, subdomain: 'x' });
    await account();
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer token',
      'x-amo-account-host': 'romashka.amocrm.ru',
      'x-client-uuid': 'id',
    });
    expect(asked[0]?.url).toBe('/api/v4/account?with=datetime_settings');
  });

  it.each(['evil.com', '127.0.0.1:80', 'x.amocrm.ru:81'])('is never sought at %s', async (host) => {
    await expect(gateway.exchangeCode(host, 'code')).rejects.toMatchObject({ code: 'amo_rejected' });
    await expect(gateway.users(host, 'token')).rejects.toMatchObject({ code: 'amo_rejected' });
    await expect(gateway.currentHost(host, 'token')).rejects.toMatchObject({ code: 'amo_rejected' });
    expect(asked).toHaveLength(0);
  });

  it('cannot lead the next page to a stranger', async () => {
    answer = (request, response) =>
      json(200, {
        _embedded: { users: [{ id: asked.length, rights: {} }] },
        _links: asked.length === 1 ? { next: { href: 'https://evil.com/api/v4/users?page=2' } } : {},
      })(request, response);
    await expect(gateway.users('romashka.amocrm.ru', 'token')).resolves.toHaveLength(2);
    expect(asked[1]?.url).toBe('/api/v4/users?page=2');
  });

  it('of 204 is an empty list, and no user at all', async () => {
    answer = (_, response) => response.writeHead(204).end();
    await expect(gateway.users('romashka.amocrm.ru', 'token')).resolves.toEqual([]);
    await expect(gateway.user('romashka.amocrm.ru', 'token', 7)).rejects.toMatchObject({
      code: 'amo_not_found',
    });
  });

  it('that names a next page for ever is stopped', async () => {
    answer = json(200, {
      _embedded: { users: [] },
      _links: { next: { href: 'https://x.amocrm.ru/api/v4/users' } },
    });
    await expect(gateway.users('romashka.amocrm.ru', 'token')).rejects.toMatchObject({
      code: 'amo_unavailable',
    });
    expect(asked).toHaveLength(100);
  });

  it('lost on the way to a refresh is asked for once more, with the same token', async () => {
    answer = (request, response) => {
      if (asked.length === 1) request.socket.destroy();
      else
        json(200, { token_type: 'Bearer', expires_in: 86400, access_token: 'a', refresh_token: 'r2' })(
          request,
          response,
        );
    };
    await expect(gateway.refresh('romashka.amocrm.ru', 'r1')).resolves.toEqual({
      accessToken: 'a',
      refreshToken: 'r2',
      expiresIn: 86400,
      apiDomain: null,
    });
    expect(asked).toHaveLength(2);
  });

  it('lost twice is given up', async () => {
    answer = (request) => request.socket.destroy();
    await expect(gateway.refresh('romashka.amocrm.ru', 'r1')).rejects.toMatchObject({
      code: 'amo_unavailable',
      facts: { cause: 'network' },
    });
    expect(asked).toHaveLength(2);
  });

  it('that refuses a refresh is final and says why, without saying anything secret', async () => {
    answer = json(401, { hint: 'Token has been revoked', title: 'Некорректный запрос', status: 401 });
    const refusal = await gateway
      .refresh('romashka.amocrm.ru', 'very-secret')
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'amo_unauthorized',
      facts: { status: 401, hint: 'Token has been revoked' },
    });
    expect(asked).toHaveLength(1);
    const { message, facts } = refusal as { message: string; facts: unknown };
    expect(message + JSON.stringify(facts)).not.toContain('secret');
  });

  it.each(['', '[]', '"x"', '{}'])('with the body %j is no grant', async (body) => {
    answer = (_, response) => response.writeHead(200).end(body);
    await expect(gateway.exchangeCode('romashka.amocrm.ru', 'c')).rejects.toMatchObject({
      code: 'amo_unavailable',
    });
  });

  it('that grants no refresh token is no grant', async () => {
    answer = json(200, { token_type: 'Bearer', expires_in: 86400, access_token: 'a' });
    await expect(gateway.exchangeCode('romashka.amocrm.ru', 'c')).rejects.toMatchObject({
      code: 'amo_unavailable',
    });
  });
});
