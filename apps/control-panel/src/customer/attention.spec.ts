import type { AccountDto, SubscriptionDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { standingWords } from '../text/standing-words';
import { words } from '../text/words';
import { concernsOf } from './attention';

const ru = words.peek();

const id = (n: number) => `0193a000-0000-7000-8000-00000000000${n}`;
const rub = (amount: string) => ({ amount, currency: 'RUB' as const });
const account: AccountDto = {
  id: id(1),
  amocrmAccountId: 31337,
  subdomain: 'romashka',
  name: 'Ромашка',
  state: 'active',
  seller: 'first',
  offerVersion: '1',
  installedAt: '2026-10-01T00:00:00Z',
};
const subscription = (changes: Partial<SubscriptionDto>): SubscriptionDto => ({
  id: id(2),
  productCode: 'telephony',
  productName: 'Телефония',
  state: 'active',
  quantity: 1,
  unitPrice: rub('100.00'),
  cost: rub('100.00'),
  period: 'P1M',
  trialEndsOn: null,
  free: null,
  priceChange: null,
  endsOn: null,
  endReason: null,
  followSeats: false,
  mayFollowSeats: false,
  nextQuantity: null,
  paidUntil: localDate('2026-12-20'),
  autoRenew: true,
  isPackage: false,
  rank: 1,
  credit: rub('0.00'),
  nextPrice: null,
  ...changes,
});
const titles = (changes: Partial<Parameters<typeof concernsOf>[1]>) =>
  concernsOf(ru, {
    account,
    subscriptions: [],
    forecast: { until: localDate('2026-12-21'), items: [] },
    hasRequisites: true,
    today: localDate('2026-11-21'),
    ...changes,
  }).map((one) => one.title);

describe('what needs the customer’s attention', () => {
  it('is nothing when everything is paid for', () => {
    expect(titles({ subscriptions: [subscription({})] })).toEqual([]);
  });

  it('is a block for want of use, which a payment does not lift (QSockets 3.6.1)', () => {
    const blocked = { ...account, state: 'suspended', blockedFor: 'idle' } as const;
    const facts = {
      account: blocked,
      subscriptions: [],
      hasRequisites: true,
      today: localDate('2026-11-21'),
    };
    const [concern] = concernsOf(ru, {
      ...facts,
      forecast: { until: localDate('2026-12-21'), items: [] },
    });
    expect(concern).toMatchObject({ title: ru.overview.blockedIdle, action: null });
  });

  it('is a suspension by staff, and no payment for what stopped with it (rule 17)', () => {
    const held = { ...account, state: 'suspended', blockedFor: 'staff' } as const;
    expect(titles({ account: held, subscriptions: [subscription({ state: 'suspended' })] })).toEqual([
      standingWords().byStaff,
    ]);
  });

  it('is a product that was suspended, said once even if the forecast names it too', () => {
    const forecast = {
      until: localDate('2026-12-21'),
      items: [
        {
          date: localDate('2026-11-22'),
          charges: [],
          suspensions: [
            {
              subscriptionId: id(2),
              productCode: 'telephony',
              required: rub('100.00'),
              available: rub('0.00'),
            },
          ],
          total: rub('0.00'),
          balanceAfter: { money: rub('0.00'), bonus: rub('0.00') },
        },
      ],
    };
    expect(titles({ subscriptions: [subscription({ state: 'suspended' })], forecast })).toEqual([
      '«Телефония» приостановлен: не хватило средств',
    ]);
    expect(titles({ subscriptions: [subscription({})], forecast })).toEqual([
      '22.11.2026 не хватит на «Телефония»',
    ]);
  });

  it('is a trial that ends within five days, not one that ends in six', () => {
    const trial = (date: string) => [
      subscription({ state: 'trial', trialEndsOn: localDate(date), paidUntil: null }),
    ];
    expect(titles({ subscriptions: trial('2026-11-26') })).toEqual([
      'Пробный период «Телефония» закончится 26.11.2026',
    ]);
    expect(titles({ subscriptions: trial('2026-11-27') })).toEqual([]);
  });

  it('is a product that will stop because auto-renew is off', () => {
    const off = subscription({ autoRenew: false, paidUntil: localDate('2026-11-23') });
    expect(titles({ subscriptions: [off] })).toEqual(['«Телефония» отключится 23.11.2026']);
  });

  it('is a missing profile, because an invoice needs it', () => {
    expect(titles({ hasRequisites: false })).toEqual(['Не заполнены реквизиты']);
  });

  it('leads whose contract is over to the contract, and whoever may still pay to the top-up', () => {
    const actionOf = (state: AccountDto['state']) =>
      concernsOf(ru, {
        account: { ...account, state },
        subscriptions: [],
        forecast: { until: localDate('2026-12-21'), items: [] },
        hasRequisites: true,
        today: localDate('2026-11-21'),
      })[0]?.action?.href;
    expect((['terminated', 'erased', 'frozen', 'suspended'] as const).map(actionOf)).toEqual([
      ...['/requisites/contract', '/requisites/contract'],
      ...['/top-up', '/top-up'],
    ]);
  });
});
