import type { SubscriptionUsageDto, UsageLimitDto } from '@rocket/contracts';
import { en } from '../text/en';
import { words } from '../text/words';
import { limitLine, meteredLines } from './usage-lines';

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

const plainLimit = (changes: Partial<UsageLimitDto> = {}, isPackage = false, t = ru) => {
  const { title, notes, ...bar } = limitLine(t, { ...usage.limits[0]!, ...changes }, isPackage);
  return [...plain([title, notes]), bar];
};

describe('what was used of a product', () => {
  it('is said in Russian with the limit and when it begins anew, and drawn as a share of it', () => {
    expect(plainLimit()).toEqual([
      'сообщение: использовано 812 из 1 000',
      'обнулится 11.03.2027, 00:00',
      { used: 81.2, reserved: 0, tone: 'warning' },
    ]);
    expect(plainLimit({ used: 900, reserved: 150 })).toEqual([
      'сообщение: использовано 900 из 1 000',
      'зарезервировано 150, обнулится 11.03.2027, 00:00',
      { used: 90, reserved: 10, tone: 'warning' },
    ]);
    expect(plainLimit({ used: 5, limit: 0 }).at(-1)).toEqual({ used: 100, reserved: 0, tone: 'full' });
  });

  it('is what is left, of a package, and when it is gone', () => {
    expect(plainLimit({ unit: 'аудит', used: 2, limit: 5 }, true).slice(0, 2)).toEqual([
      'аудит: осталось 3 из 5',
      'остаток сгорит 11.03.2027, 00:00',
    ]);
    expect(plainLimit({ used: 5, limit: 5 }, true)[1]).toBe('');
  });

  it('is how many there are, of a level, with its peak while it is higher', () => {
    const level = { unit: 'соединение', gauge: true, resetsAt: null, limit: 5, peak: 5 };
    expect(plainLimit({ ...level, used: 3 }).slice(0, 2)).toEqual([
      'соединение: сейчас 3 из 5',
      'больше всего за день — 5',
    ]);
    expect(plainLimit({ ...level, used: 5 })[1]).toBe('');
  });

  it('is said in English', () => {
    expect(plainLimit({}, false, en)[0]).toContain('812 of 1');
  });

  it('is said of metered units with what they come to, and what is owed for a period that is over', () => {
    expect(plain(meteredLines(ru, usage))).toEqual([
      'минута: использовано 10,5, по 0,333 ₽, в конце периода спишем 3,49 ₽',
    ]);
    const owed = { metered: [{ ...usage.metered[0]!, isOver: true }] };
    expect(plain(meteredLines(ru, owed))[0]).toContain('к оплате 3,49 ₽');
  });
});
