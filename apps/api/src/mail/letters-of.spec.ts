import { lettersOf } from './letters-of';

const reader = (address: string, language: 'ru' | 'en', declined: ('news' | 'promotions')[] = []) => ({
  address,
  language,
  declined,
});
const lines = (...args: Parameters<typeof lettersOf>) =>
  lettersOf(...args).map(
    ({ category, language, told, recipients }) =>
      `${category ?? 'technical'} ${language} ${told.length} to ${recipients.join(', ') || 'nobody'}`,
  );

describe('who gets which letter', () => {
  it('is one about everything technical for all who read a language', () => {
    const readers = [reader('a', 'ru'), reader('b', 'en'), reader('c', 'ru', ['news', 'promotions'])];
    expect(lines([{ category: null }, { category: null }], readers)).toEqual([
      'technical ru 2 to a, c',
      'technical en 2 to b',
    ]);
  });

  it('is one of their own for each who wants news, because each has a link of their own', () => {
    const readers = [reader('a', 'ru'), reader('b', 'en'), reader('c', 'ru', ['news'])];
    expect(lines([{ category: 'news' }], readers)).toEqual(['news ru 1 to a', 'news en 1 to b']);
    expect(lines([{ category: 'promotions' }], [reader('c', 'ru', ['news'])])).toEqual([
      'promotions ru 1 to c',
    ]);
  });

  it('that answers somebody goes to them besides, and nothing else does', () => {
    const asking = new Map([
      ['petr', reader('p', 'en')],
      ['anna', reader('A', 'ru')],
    ]);
    const told = [
      { category: null, readerId: 'petr' },
      { category: null, readerId: 'anna' },
      { category: null },
      { category: 'news' as const },
    ];
    expect(lines(told, [reader('a', 'ru')], asking)).toEqual([
      'technical ru 3 to a',
      'technical en 1 to p',
      'news ru 1 to a',
    ]);
    expect(lines(told.slice(0, 1), [], asking)).toEqual(['technical en 1 to p']);
  });

  it('says so when nobody wants it', () => {
    expect(lines([{ category: 'news' }], [reader('c', 'ru', ['news'])])).toEqual(['news ru 1 to nobody']);
  });
});
