import { CallerPace } from './caller-pace';
import type { Caller } from './caller';

const NOW = Date.parse('2027-03-01T10:00:15Z');
const AWAY = '198.51.100.7';
const userOf = (accountId: string): Caller => ({
  kind: 'user',
  id: accountId,
  name: 'Анна',
  accountId,
  level: 'owner',
  via: 'session',
});

describe('how many requests a minute are taken', () => {
  const pace = new CallerPace({ sandbox: false });
  const take = (caller: Caller, times: number, now = NOW, address = AWAY) => {
    for (let nth = 0; nth < times; nth += 1) pace.take(caller, address, now);
  };

  it('is counted for all users of an account together, until the minute is over', () => {
    take(userOf('one'), 3_000);
    expect(() => take({ ...userOf('one'), id: 'colleague' } as Caller, 1)).toThrow(
      expect.objectContaining({ code: 'rate_limited', facts: { retryAfter: 45 } }),
    );
    take(userOf('one'), 1, NOW + 45_000);
  });

  it('holds up nobody else: another account, a product with more to ask, staff', () => {
    take(userOf('two'), 3_000);
    take(userOf('three'), 1);
    const product = {
      kind: 'product',
      productCode: 'chats',
      products: ['chats'],
      scopes: [],
      keyId: 'k',
    } as const;
    take(product, 60_000);
    expect(() => take(product, 1)).toThrow('Слишком много запросов');
    take({ kind: 'staff', id: 's', name: 'Пётр', role: 'support' }, 4_000);
  });

  it('is not counted for the demo’s own tests, and only in a sandbox', () => {
    const sandbox = new CallerPace({ sandbox: true });
    for (let nth = 0; nth < 4_000; nth += 1) sandbox.take(userOf('one'), '127.0.0.1', NOW);
    take(userOf('four'), 3_000, NOW, '127.0.0.1');
    expect(() => take(userOf('four'), 1, NOW, '127.0.0.1')).toThrow();
  });

  it('that show wrong credentials is counted for their address, whatever pace they would have had', () => {
    for (let nth = 0; nth < 1_199; nth += 1) pace.wrong(AWAY, NOW);
    pace.refuseGuesser(AWAY, NOW);
    pace.wrong(AWAY, NOW);
    expect(() => pace.refuseGuesser(AWAY, NOW)).toThrow(
      expect.objectContaining({ code: 'rate_limited', facts: { retryAfter: 45 } }),
    );
    pace.refuseGuesser('198.51.100.8', NOW);
    pace.refuseGuesser(AWAY, NOW + 45_000);
  });
});
