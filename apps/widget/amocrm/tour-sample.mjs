/** An invented account for the pictures of the tour. */
const rub = (amount) => ({ amount, currency: 'RUB' });
const said = (language, ru, en) => (language === 'ru' ? ru : en);

const product = (language, rank, ru, en, more) => ({
  id: `product-${rank}`,
  productCode: `product-${rank}`,
  productName: said(language, ru, en),
  state: 'active',
  quantity: 1,
  unitPrice: rub('1490.00'),
  cost: rub('1490.00'),
  period: 'P1M',
  trialEndsOn: null,
  paidUntil: '2026-12-14',
  autoRenew: true,
  rank,
  credit: rub('0.00'),
  nextPrice: null,
  ...more,
});

export const sampleState = (language) => ({
  account: { name: said(language, 'ООО «Ромашка»', 'Daisy Ltd') },
  user: { id: '1', name: '', level: 'owner' },
  balance: {
    money: rub('12500.00'),
    bonus: rub('500.00'),
    total: rub('13000.00'),
    forecast: { emptyOn: '2027-03-14', daysLeft: 113, next30Days: rub('3970.00') },
  },
  banner: null,
  products: [
    product(language, 1, 'Телефония', 'Telephony', {}),
    product(language, 2, 'Отчёт по воронке', 'Funnel report', {
      cost: rub('990.00'),
      paidUntil: '2026-12-20',
    }),
    product(language, 3, 'Поиск дублей', 'Duplicate finder', { state: 'trial', trialEndsOn: '2026-12-04' }),
  ],
});

export const sampleNotices = (language) => ({
  unseen: 0,
  items: [
    {
      id: 'notice-1',
      kind: 'topped_up',
      tone: 'good',
      title: said(language, 'Баланс пополнен на 10\u00a0000,00\u00a0₽', 'Topped up by ₽10,000.00'),
      text: said(language, 'Платёж по счёту № 42 зачислен.', 'The payment of invoice 42 is credited.'),
      createdAt: '2026-11-20T09:12:00Z',
      seenAt: '2026-11-20T09:15:00Z',
      link: null,
    },
    {
      id: 'notice-2',
      kind: 'document_issued',
      tone: 'info',
      title: said(language, 'Готов УПД № 118', 'Transfer document 118 is ready'),
      text: said(language, 'Файл лежит в кабинете.', 'The file is in the panel.'),
      createdAt: '2026-11-20T09:13:00Z',
      seenAt: '2026-11-20T09:15:00Z',
      link: null,
    },
  ],
});
