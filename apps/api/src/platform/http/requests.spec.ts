import type { FastifyRequest } from 'fastify';
import { cookieOf, isSameOrigin, sessionCookieName } from '../identity/cookies';
import { requestIdOf } from './observe';
import { isWidgetOrigin } from './widget-cors';

const from = (headers: Record<string, string>): Pick<FastifyRequest, 'headers'> => ({ headers });
const OURS = 'https://market.example';

describe('a page that asks for a change', () => {
  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin' }, true],
    ['somebody else’s page', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
    [
      'a page of a neighbour under our domain',
      { 'sec-fetch-site': 'same-site', origin: 'https://blog.market.example' },
      false,
    ],
    ['an older browser on our page', { origin: OURS }, true],
    ['an older browser elsewhere', { origin: 'https://evil.example', host: 'market.example' }, false],
    ['a sandboxed frame', { origin: 'null' }, false],
    ['a program that is no browser', {}, true],
  ])('%s', (_story, headers, allowed) => {
    expect(isSameOrigin(from(headers), OURS)).toBe(allowed);
  });
});

describe('the widget', () => {
  const sandbox = { sandbox: true, publicUrl: 'http://127.0.0.1:3000' };
  const production = { sandbox: false, publicUrl: OURS };

  it.each(['https://romashka.amocrm.ru', 'https://acme-1.kommo.com'])('may call from %s', (origin) => {
    expect(isWidgetOrigin(origin, production)).toBe(true);
  });

  it.each([
    'http://romashka.amocrm.ru',
    'https://romashka.amocrm.ru.evil.example',
    'https://evil.example/.amocrm.ru',
    'https://a.b.amocrm.ru',
    'https://amocrm.ru',
    'http://127.0.0.1:3000',
    'null',
  ])('may not call from %s in production', (origin) => {
    expect(isWidgetOrigin(origin, production, 'market.example')).toBe(false);
  });

  it('may call from the demo page of the sandbox', () => {
    expect(isWidgetOrigin('http://127.0.0.1:3000', sandbox)).toBe(true);
    expect(isWidgetOrigin('http://localhost:3000', sandbox, 'localhost:3000')).toBe(true);
    expect(isWidgetOrigin('http://localhost:4000', sandbox, 'localhost:3000')).toBe(false);
  });
});

describe('cookies', () => {
  it('are found by name among others', () => {
    expect(cookieOf('a=1; rm_session=abc=; b=2', 'rm_session')).toBe('abc=');
    expect(cookieOf('xrm_session=abc', 'rm_session')).toBeNull();
    expect(cookieOf(undefined, 'rm_session')).toBeNull();
    expect(sessionCookieName(true)).toBe('__Host-rm_session');
  });
});

describe('a request id', () => {
  it('is the caller’s when it is one, else new', () => {
    expect(requestIdOf({ headers: { 'x-request-id': 'order-12345' } })).toBe('order-12345');
    expect(requestIdOf({ headers: { 'x-request-id': 'x\r\nset-cookie: a' } })).toMatch(/^[0-9a-f-]{36}$/);
    expect(requestIdOf({ headers: {} })).toMatch(/^[0-9a-f-]{36}$/);
  });
});
