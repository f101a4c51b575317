import type { SubscriptionUsageDto } from '@rocket/contracts';
import { en } from '../text/en';
import { words } from '../text/words';
import { usageLines } from './usage-lines';

const ru = words.peek();
const plain = (lines: string[]): string[] => lines.map((line) => line.replace(/[\u00a0\u202f]/g, ' '));
const usage: SubscriptionUsageDto = {
  subscriptionId: 's',
  productCode: 'sender',
  productName: 'Рассылки',
  limits: [
    {
      unit: 'сообщение',
      limit: 1000,
      used: 812,
      reserved: 0,
      peak: null,
      gauge: false,
      resetsAt: '2027-03-10T21:00:00.000Z',
      per: 'P1D',
      over: 'warn',
    },
  ],
  metered: [
    {
      unit: 'минута',
      unitPrice: { amount: '0.333', currency: 'RUB' },
      quantity: 10.5,
      exact: '3.4965',
      amount: { amount: '3.49', currency: 'RUB' },
      periodStart: '2027-03-10' as SubscriptionUsageDto['metered'][number]['periodStart'],
      isOver: false,
    },
  ],
};

describe('what was used of a product', () => {
  it('is said in Russian with the limit, when it begins anew and what metered units come to', () => {
    expect(plain(usageLines(ru, usage))).toEqual([
      'сообщение: использовано 812 из 1 000, обнулится 11.03.2027, 00:00',
      'минута: использовано 10,5, по 0,333 ₽, в конце периода спишем 3,49 ₽',
    ]);
  });

  it('is said in English', () => {
    expect(plain(usageLines(en, usage))[0]).toContain('812 of 1');
  });

  it('says what is owed for a period that is over', () => {
    const owed = { ...usage, limits: [], metered: [{ ...usage.metered[0]!, isOver: true }] };
    expect(plain(usageLines(ru, owed))[0]).toContain('к оплате 3,49 ₽');
  });

  it('is nothing where nothing is counted', () => {
    expect(usageLines(ru, undefined)).toEqual([]);
  });
});
