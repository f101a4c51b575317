import { WAITS_MS, judgeAttempt, type WebhookAttempt } from './judge-attempt';

const NOW = new Date('2027-06-01T09:00:00Z');
const HOUR = 3_600_000;
const attempt = (status: number | null, retryAfter: string | null = null): WebhookAttempt => ({
  outcome: status === null ? 'timed_out' : 'answered',
  status,
  answer: null,
  tookMs: 1,
  retryAfter,
});
const judge = (status: number | null, tries = 1, retryAfter: string | null = null, chance = 0) =>
  judgeAttempt(attempt(status, retryAfter), tries, NOW, chance);

describe('what follows from an attempt', () => {
  it.each([200, 201, 202, 204, 299])('%s takes the event', (status) =>
    expect(judge(status)).toEqual({ kind: 'delivered' }),
  );

  it('410 ends all of it', () => expect(judge(410)).toEqual({ kind: 'gone' }));

  it.each([null, 100, 301, 307, 400, 401, 404, 422, 429, 500, 503])('%s is tried again', (status) =>
    expect(judge(status)).toEqual({ kind: 'again', at: new Date(NOW.getTime() + 5_000), restUntil: null }),
  );

  it('ten tries take about three days, each pause longer than the one before, and then it is over', () => {
    expect(WAITS_MS.every((wait, at) => at === 0 || wait > WAITS_MS[at - 1]!)).toBe(true);
    const all = WAITS_MS.reduce((sum, wait) => sum + wait, 0) / HOUR;
    expect(all).toBeGreaterThan(72);
    expect(all).toBeLessThan(80);
    expect(judge(500, WAITS_MS.length).kind).toBe('again');
    expect(judge(500, WAITS_MS.length + 1)).toEqual({ kind: 'dead', restUntil: null });
  });

  it('what failed together is spread over a tenth of the pause', () => {
    const [, fiveMinutes] = WAITS_MS;
    const at = (chance: number) => (judge(500, 2, null, chance) as { at: Date }).at.getTime() - NOW.getTime();
    expect(at(0)).toBe(fiveMinutes);
    expect(at(0.5)).toBe(fiveMinutes! * 1.05);
    expect(at(0.999)).toBeLessThan(fiveMinutes! * 1.1);
  });

  it('429 and 503 are left alone as long as they ask, in seconds or until a date, a day at most', () => {
    const at = (ms: number) => new Date(NOW.getTime() + ms);
    expect(judge(429, 1, '120')).toEqual({ kind: 'again', at: at(120_000), restUntil: at(120_000) });
    expect(judge(503, 1, 'Tue, 01 Jun 2027 10:00:00 GMT')).toMatchObject({ restUntil: at(HOUR) });
    expect(judge(503, 1, '999999')).toMatchObject({ restUntil: at(24 * HOUR) });
    // Its own pause is longer: the rest is of the others.
    expect(judge(503, 4, '60')).toEqual({ kind: 'again', at: at(2 * HOUR), restUntil: at(60_000) });
    expect(judge(429, WAITS_MS.length + 1, '60')).toEqual({ kind: 'dead', restUntil: at(60_000) });
  });

  it.each(['', 'soon', '-5', '0', 'Tue, 01 Jun 2027 08:00:00 GMT'])(
    'Retry-After «%s» asks for nothing',
    (text) => expect(judge(503, 1, text)).toMatchObject({ restUntil: null }),
  );

  it('Retry-After of any other answer is not listened to', () =>
    expect(judge(500, 1, '120')).toMatchObject({ restUntil: null }));
});
