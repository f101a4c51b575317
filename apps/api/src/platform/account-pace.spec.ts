import { AccountPace } from './account-pace';

const MAY = 'may';
const taken = (pace: AccountPace, account: string, at: number, limit: number | null = 5): string => {
  try {
    pace.take(account, limit, at);
    return MAY;
  } catch (error) {
    const { code, facts } = error as { code: string; facts: { retryAfter: number } };
    return `${code} ${facts.retryAfter}`;
  }
};

describe('requests about an account, at most so many in a second (Alfa CRM 7.8)', () => {
  it('are counted over any second, not from a full one to the next', () => {
    const pace = new AccountPace();
    const at = [0, 900, 900, 900, 900].map((ms) => taken(pace, 'a', ms));
    expect([...at, taken(pace, 'a', 999)]).toEqual([MAY, MAY, MAY, MAY, MAY, 'rate_limited 1']);
    // The first one is a second old; the other four are not.
    expect([taken(pace, 'a', 1000), taken(pace, 'a', 1899)]).toEqual([MAY, 'rate_limited 1']);
    expect(taken(pace, 'a', 1900)).toBe(MAY);
  });

  it('refused ones take no place, other accounts are not held up, and no limit is none', () => {
    const pace = new AccountPace();
    for (let nth = 0; nth < 20; nth += 1) taken(pace, 'a', 0);
    expect([taken(pace, 'a', 500), taken(pace, 'b', 500), taken(pace, 'a', 1000)]).toEqual([
      'rate_limited 1',
      MAY,
      MAY,
    ]);
    for (let nth = 0; nth < 20; nth += 1) expect(taken(pace, 'c', 0, null)).toBe(MAY);
  });

  it('are forgotten with time, however many accounts ask', () => {
    const pace = new AccountPace();
    for (let nth = 0; nth < 20_000; nth += 1) pace.take(`account ${nth}`, 5, nth);
    expect((pace as unknown as { taken: Map<string, unknown> }).taken.size).toBeLessThan(11_100);
  });
});
