import { offerTerms, type OfferTermsDto } from '@rocket/contracts';
import { at, ruTerms, TERM_FIELDS, termChanges } from '@rocket/offer-words';
import { readTerms, termFieldOf, typedTerms } from './typed-terms';

const terms = {
  version: '1-2025-08-19',
  title: 'Публичная оферта № 6 от 19.08.2025',
  effectiveFrom: '2025-08-19',
  minimumPayment: { amount: '5000.00', currency: 'RUB' },
  trialDays: 14,
  trialExtensionLimitDays: 14,
  periods: null,
  startOfPeriod: 'at_charge',
  grantDelay: { count: 0, unit: 'calendar_days' },
  autoRenewal: true,
  burnDown: 'bonus_first',
  proration: 'by_days',
  overLimit: 'refuse',
  priceChangeNotice: { days: 10, channels: ['push'] },
  invoiceValidity: { count: 10, unit: 'calendar_days' },
  priceHoldDays: null,
  closingDocument: {
    kind: 'upd',
    when: 'crediting',
    silentAcceptance: { count: 5, unit: 'working_days' },
    originals: {
      sentWithin: { count: 20, unit: 'working_days' },
      returnedWithin: { count: 10, unit: 'working_days' },
    },
  },
  refund: {
    rule: 'unused_balance',
    withinDays: null,
    onSellerExit: 'unused_balance',
    needsSignedCorrection: true,
    computedWithin: { count: 5, unit: 'working_days' },
  },
  transfer: 'none',
  lifeCycle: {
    freezeAfter: { count: 30, unit: 'banking_days' },
    eraseAfter: { count: 90, unit: 'calendar_days' },
    idleAfterDays: null,
    warnBeforeDays: 7,
  },
  terminationAfterDays: 10,
  entitlementGraceDays: 0,
  topUpBonus: [
    { from: { amount: '50000.00', currency: 'RUB' }, percent: '5', expiresInDays: null },
    { from: { amount: '100000.00', currency: 'RUB' }, percent: '10', expiresInDays: null },
  ],
  bonusApprovalLimit: { amount: '10000.00', currency: 'RUB' },
  noticeTimes: {
    maintenance: { count: 24, unit: 'hours' },
    productWithdrawn: { count: 30, unit: 'calendar_days' },
    termsChange: { count: 10, unit: 'calendar_days' },
  },
  noticeOptOut: ['news', 'promotions'],
  apiRateLimitPerSecond: null,
} as unknown as OfferTermsDto;
const changes = (change: Partial<OfferTermsDto>) =>
  termChanges(ruTerms, 'ru', terms, { ...terms, ...change }).map(({ label, was, becomes }) =>
    `${label}: ${was} → ${becomes}`.replaceAll('\u00a0', ' '),
  );

it('says in words what a version changes, and nothing about its name and day', () => {
  expect(changes({ version: '2', title: 'Вторая', effectiveFrom: '2027-01-01' as never })).toEqual([]);
  expect(
    changes({
      trialDays: 7,
      burnDown: 'money_first',
      minimumPayment: { amount: '10000.00', currency: 'RUB' },
      closingDocument: { ...terms.closingDocument, silentAcceptance: null },
    }),
  ).toEqual([
    'Минимальный платёж: 5 000,00 ₽ → 10 000,00 ₽',
    'Что тратится сначала: сначала бонусы → сначала деньги',
    'Пробный период, дней: 14 → 7',
    'Документ принят по молчанию через: 5 рабочих дней → нет',
  ]);
});

it('names the clause that says the new condition, its own or the one of the whole', () => {
  const refund = { ...terms.refund, rule: 'none', withinDays: 5 };
  const clauses = { 'refund.rule': '9.3', refund: '9' };
  expect(
    termChanges(ruTerms, 'ru', terms, { ...terms, refund, clauses } as never).map(({ clause }) => clause),
  ).toEqual(['9.3', '9']);
});

it('takes no other order of the same names for a change', () => {
  const { count, unit } = terms.invoiceValidity;
  expect(changes({ invoiceValidity: { unit, count } })).toEqual([]);
});

it('shows what it has no words for as it is written: nothing changes unseen', () => {
  expect(changes({ newCondition: { is: 'here' } } as never)).toEqual([
    expect.stringContaining('{"is":"here"}'),
  ]);
});

it('says of what an offer is silent about that it is as usual', () => {
  expect(
    changes({
      periods: ['P1M', 'P1Y', 'P2M15D'],
      fiscalReceipts: { issuedBy: 'seller', topUp: 'advance', offset: 'none' },
      noticeTimes: undefined,
    }),
  ).toEqual([
    'Периоды оплаты: любые → 1 месяц, 1 год, P2M15D',
    'Кассовые чеки пробивает: как обычно → продавец, на своей кассе',
    'Чек на пополнение называет его: как обычно → авансом',
    'Второй чек, о зачёте предоплаты: как обычно → нет',
    'О плановых работах — за: 24 часа → как обычно',
    'Об отключении продукта — за: 30 дней → как обычно',
    'О новых правилах продуктов — за: 10 дней → как обычно',
  ]);
});

it('says how far ahead its own new versions are told, and that prices decide where it is silent', () => {
  expect(changes({ versionNoticeDays: 0 })).toEqual(['О новой версии оферты — за, дней: как обычно → 0']);
  const atOnce = { ...terms, versionNoticeDays: 0 };
  const typed = typedTerms(atOnce);
  expect(typed['versionNoticeDays']).toBe('0');
  expect(readTerms(typed, atOnce)).toEqual(atOnce);
  expect(readTerms({ ...typed, versionNoticeDays: '' }, atOnce)).toEqual(terms);
});

it('has a name for every condition and every choice', () => {
  for (const { path, options = [] } of TERM_FIELDS) {
    expect(ruTerms.fields).toHaveProperty([path]);
    for (const option of options) expect(ruTerms.options).toHaveProperty([option]);
  }
});

it('typed and read again, the terms are the same', () => {
  const again = readTerms(typedTerms(terms), terms) as OfferTermsDto;
  expect(again).toEqual({ ...terms });
  expect(at(again, 'closingDocument.originals.sentWithin')).toEqual({ count: 20, unit: 'working_days' });
});

it('keeps what cannot be read for the schema to refuse', () => {
  const typed = { ...typedTerms(terms), trialDays: 'две недели' };
  expect(readTerms(typed, terms)).toMatchObject({ trialDays: 'две недели' });
});

describe('a part of the terms that may be left out', () => {
  const typed = typedTerms(terms);
  const receipts = {
    'fiscalReceipts.issuedBy': 'seller',
    'fiscalReceipts.topUp': 'advance',
    'fiscalReceipts.offset': 'none',
  };
  const errors = (values: Record<string, string>): string[] =>
    (offerTerms.safeParse(readTerms(values, terms)).error?.issues ?? []).map(({ path }) =>
      termFieldOf(path.join('.')),
    );

  it('is said whole or not at all, and taken away again', () => {
    const said = readTerms({ ...typed, ...receipts }, terms) as OfferTermsDto;
    expect(said.fiscalReceipts).toEqual({ issuedBy: 'seller', topUp: 'advance', offset: 'none' });
    expect(readTerms(typed, said)).not.toHaveProperty('fiscalReceipts');
    const silent = {
      ...typed,
      'noticeTimes.maintenance': '',
      'noticeTimes.productWithdrawn': '',
      'noticeTimes.termsChange': '',
    };
    expect(readTerms(silent, terms)).not.toHaveProperty('noticeTimes');
    expect(errors({ ...typed, ...receipts })).toEqual([]);
  });

  it('of support is said piece by piece, and goes with the last piece', () => {
    const support = {
      email: 'help@tulpar.example',
      hours: { days: 'every_day', from: '10:00', to: '19:00' },
      reaction: { count: 2, unit: 'hours' },
    } as const;
    expect(changes({ support })).toEqual([
      'Почта поддержки: нет → help@tulpar.example',
      'Поддержка отвечает: нет → каждый день',
      'Поддержка отвечает с: нет → 10:00',
      'Поддержка отвечает до: нет → 19:00',
      'Ответ на обращение — за: нет → 2 часа',
    ]);
    const answering = { ...terms, support };
    expect(readTerms(typedTerms(answering), answering)).toEqual(answering);
    const noHours = {
      ...typedTerms(answering),
      'support.hours.days': '',
      'support.hours.from': '',
      'support.hours.to': '',
    };
    expect((readTerms(noHours, answering) as OfferTermsDto).support).not.toHaveProperty('hours');
    expect(errors({ ...typedTerms(answering), 'support.hours.to': '09:00' })).toEqual(['support.hours.to']);
    expect(readTerms({ ...noHours, 'support.email': ' ', 'support.reaction': '' }, answering)).toMatchObject({
      support: { email: '' },
    });
    expect(
      readTerms({ ...noHours, 'support.email': '', 'support.reaction': '' }, answering),
    ).not.toHaveProperty('support');
  });

  it('half said is refused at the field that is missing', () => {
    expect(
      errors({ ...typed, 'fiscalReceipts.issuedBy': 'seller', 'fiscalReceipts.offset': 'none' }),
    ).toEqual(['fiscalReceipts.topUp']);
    expect(errors({ ...typed, 'noticeTimes.maintenance': '' })).toEqual(['noticeTimes.maintenance']);
    expect(errors({ ...typed, 'noticeTimes.maintenance': 'сутки hours' })).toEqual([
      'noticeTimes.maintenance',
    ]);
  });

  it('periods are read with commas in any case, nothing allows all, and what is no period is refused', () => {
    expect(readTerms({ ...typed, periods: 'p1m, P1Y' }, terms)).toMatchObject({ periods: ['P1M', 'P1Y'] });
    expect(readTerms({ ...typed, periods: '  ' }, terms)).toMatchObject({ periods: null });
    expect(errors({ ...typed, periods: 'P1M, месяц' })).toEqual(['periods']);
  });
});
