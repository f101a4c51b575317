import { answerKey, isLong, isOfToday, isOld, lastNight, requestOf, type ReportRequest } from './kept-answer';

const asked: ReportRequest = { name: 'churn', by: 'month', lang: 'ru' };
const at = (text: string): Date => new Date(text);

describe('the answer of a report that takes long', () => {
  it('is the same one for whoever asks the same, tomorrow too', () => {
    expect(answerKey({ ...asked, lang: 'en' })).toEqual(answerKey(asked));
    expect(answerKey({ ...asked, seller: 'amiry' })).not.toEqual(answerKey(asked));
    expect(answerKey({ ...asked, from: '2026-01-01' })).not.toEqual(answerKey(asked));
    expect(answerKey({ ...asked, by: 'week' })).not.toEqual(answerKey(asked));
  });

  it('knows no period in the forecast, and the language only where names stand in the lines', () => {
    const forecast = { ...asked, name: 'forecast' } as const;
    expect(answerKey({ ...forecast, from: '2026-01-01', by: 'day' })).toEqual(answerKey(forecast));
    const charges = { ...asked, name: 'charges' } as const;
    expect(answerKey({ ...charges, lang: 'en' })).not.toEqual(answerKey(charges));
  });

  it('is never kept of money that waits for its owner: each allocation is seen at once', () => {
    expect(answerKey({ ...asked, name: 'unassigned' })).toBeNull();
  });

  it('is computed again from its key alone', () => {
    const wish = {
      ...asked,
      name: 'charges',
      seller: 'amiry',
      from: '2026-01-01',
      by: 'week',
      lang: 'en',
    } as const;
    expect(requestOf(answerKey(wish)!)).toEqual({ ...wish, to: undefined });
  });

  it('is of no use any more when the columns are others', () => {
    const key = answerKey(asked)!;
    expect(isOfToday(key)).toBe(true);
    expect(isOfToday({ ...key, parameters: { ...key.parameters, columns: ['from', 'to'] } })).toBe(false);
  });

  it('is as old as a day, and what is computed within a second is not kept', () => {
    const asOf = at('2026-11-21T03:10:00+03:00');
    expect(isOld(asOf, at('2026-11-22T03:10:00+03:00'))).toBe(false);
    expect(isOld(asOf, at('2026-11-22T03:10:01+03:00'))).toBe(true);
    expect([isLong(999), isLong(1000)]).toEqual([false, true]);
  });

  it('is computed each night at three by Moscow', () => {
    expect(lastNight(at('2026-11-21T03:00:00+03:00'))).toEqual(at('2026-11-21T03:00:00+03:00'));
    expect(lastNight(at('2026-11-21T02:59:59+03:00'))).toEqual(at('2026-11-20T03:00:00+03:00'));
    // Already the next day in Moscow, not yet the hour.
    expect(lastNight(at('2026-11-20T22:30:00Z'))).toEqual(at('2026-11-20T03:00:00+03:00'));
  });
});
