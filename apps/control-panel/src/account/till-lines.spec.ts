import type { SubscriptionDto } from '@rocket/contracts';
import { words } from '../text/words';
import { tillLines } from './till-lines';

const stopped = {
  state: 'suspended',
  paidUntil: '2027-01-07',
  credit: { amount: '0.00', currency: 'RUB' },
} as SubscriptionDto;

describe('until when a product works', () => {
  it('says of a stopped one that a top-up resumes it, unless staff stopped the account (rule 17)', () => {
    const t = words.peek();
    expect(tillLines(t, stopped, false)).toEqual(['работал до 07.01.2027', 'возобновится после пополнения']);
    expect(tillLines(t, stopped, true)).toEqual(['работал до 07.01.2027']);
  });
});
