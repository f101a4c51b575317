import fc from 'fast-check';
import { isAllowedAmoHost, platformOf } from './hosts';

describe('a host of amoCRM', () => {
  it.each([
    'romashka.amocrm.ru',
    'vasilek-2.kommo.com',
    'old.amocrm.com',
    'api-b.amocrm.ru',
    'www.amocrm.ru',
  ])('%s is allowed', (host) => {
    expect(isAllowedAmoHost(host)).toBe(true);
  });

  it.each([
    'evil.com',
    'x.amocrm.ru.evil.com',
    'evilamocrm.ru',
    'amocrm.ru',
    'a.b.amocrm.ru',
    '127.0.0.1:80',
    '127.0.0.1',
    'localhost',
    'x.amocrm.ru:8443',
    'x.amocrm.ru/path',
    'x.amocrm.ru\\@evil.com',
    'evil.com#.amocrm.ru',
    'user@x.amocrm.ru',
    'https://x.amocrm.ru',
    'X.amocrm.ru',
    'x.AMOCRM.ru',
    'x.amocrm.ru.',
    ' x.amocrm.ru',
    'x.amocrm.ru\n',
    'x\n.amocrm.ru',
    'х.amocrm.ru',
    '.amocrm.ru',
    '',
  ])('%j is refused', (host) => {
    expect(isAllowedAmoHost(host)).toBe(false);
  });

  it('never leads a request elsewhere, whatever the text', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'ax.-@:/\\#?%\n\t 0é'), maxLength: 12 });
    const tail = fc.constantFrom('.amocrm.ru', '.kommo.com', '.amocrm.com', '.amocrm.ru.evil.com', '');
    fc.assert(
      fc.property(nasty, tail, nasty, (before, middle, after) => {
        const host = `${before}${middle}${after}`;
        if (!isAllowedAmoHost(host)) return;
        const url = new URL(`https://${host}/oauth2/access_token`);
        expect([url.host, url.pathname, url.username]).toEqual([host, '/oauth2/access_token', '']);
        expect(/\.(amocrm\.ru|kommo\.com|amocrm\.com)$/.test(url.host)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('may be one more, outside production, and then exactly that one', () => {
    expect(isAllowedAmoHost('127.0.0.1:4010', ['127.0.0.1:4010'])).toBe(true);
    expect(isAllowedAmoHost('127.0.0.1:4011', ['127.0.0.1:4010'])).toBe(false);
  });

  it('tells the platform', () => {
    expect(['a.amocrm.ru', 'a.kommo.com', 'a.amocrm.com'].map(platformOf)).toEqual([
      'amocrm',
      'kommo',
      'kommo',
    ]);
  });
});
