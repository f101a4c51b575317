import { noticeKinds } from '@rocket/contracts';
import { textOf } from './notice-texts';
import { money, moneyInEnglish } from './notice-writing';

/** A little of everything a notice may tell of. */
const FACTS = {
  productName: 'Chats',
  amount: { amount: '1234567.50', currency: 'RUB' },
  balance: { amount: '-1000.00', currency: 'RUB' },
  emptyOn: '2027-02-26',
  on: '2027-02-26',
  thresholds: [100],
  over: 'refuse',
  charges: [{ productName: 'Chats', amount: { amount: '5.00', currency: 'USD' }, periodEnd: '2027-03-01' }],
  paidTo: '2027-03-01',
  trialDays: 14,
  quantity: 3,
  before: 2,
  unit: 'chat',
  used: 8,
  limit: 8,
  number: '7',
  newNumber: '8',
  from: 'Dala',
  to: 'Tulpar',
  paidUntil: '2027-03-01',
  newAmount: { amount: '9.00', currency: 'KZT' },
  difference: { amount: '4.00', currency: 'KZT' },
  because: 'На балансе недостаточно средств',
  name: 'Акт',
  periodStart: '2027-02-27',
  periodEnd: '2027-03-27',
  lastFour: '4444',
  party: 'OOO',
  newOwner: 'Vera',
  reason: 'insufficient_funds',
  unitName: 'chat',
  what: 'late',
  at: '2027-02-26T11:30:00.000Z',
  timeZone: 'Europe/Moscow',
  month: '2027-02',
  earned: { amount: '1234.50', currency: 'RUB' },
  takenBack: { amount: '2.00', currency: 'RUB' },
};

describe('the words of notices', () => {
  it('say every kind in both languages, with no word of the one in the other', () => {
    for (const kind of noticeKinds) {
      const english = textOf(kind, FACTS, 'en');
      const russian = textOf(kind, FACTS, 'ru');
      expect(`${kind}: ${english.title} ${english.text}`).not.toMatch(/[А-Яа-яЁё]|undefined|\[object/);
      expect(`${russian.title} ${russian.text}`).toMatch(/[А-Яа-яЁё]/);
      expect(russian.text).not.toMatch(/undefined|\[object/);
      expect(russian.tone).toBe(english.tone);
    }
  });

  it('write sums and days the way each language reads them', () => {
    expect(money(FACTS.amount)).toBe('1\u00a0234\u00a0567,50\u00a0₽');
    expect(moneyInEnglish(FACTS.amount)).toBe('₽1,234,567.50');
    expect(moneyInEnglish(FACTS.balance)).toBe('−₽1,000.00');
    expect(textOf('charged', FACTS, 'en').text).toBe('“Chats”: $5.00, until 28 February 2027');
    expect(textOf('charged', FACTS, 'ru').text).toBe('«Chats» — 5,00\u00a0$, до 28.02.2027');
    expect(textOf('partner_rewarded', FACTS, 'en').title).toBe('Partner reward for February 2027');
    expect(textOf('partner_rewarded', FACTS, 'ru').title).toBe(
      'Партнёрское вознаграждение за февраль 2027 г.',
    );
    expect(textOf('partner_rewarded', {}, 'ru').text).toBe('');
  });

  it('go on after the words of a person as after a sentence, and count days as people do', () => {
    const facts = { ...FACTS, reason: 'За отзыв', expiresOn: '2027-02-26' };
    expect(textOf('bonus_granted', facts, 'ru').text).toBe('За отзыв. Действует по 26.02.2027.');
    expect(textOf('refund_rejected', { ...facts, reason: 'Нет подписи.' }, 'ru').text).toBe(
      'Нет подписи. Деньги остались на балансе.',
    );
    expect(textOf('welcome', { trialDays: 21 }, 'ru').text).toContain('21 день.');
    expect(textOf('welcome', { trialDays: 3 }, 'ru').text).toContain('3 дня.');
    expect(textOf('welcome', { trialDays: 1 }, 'en').text).toContain('1 day.');
  });

  it('call each paper by its own name, and ask to sign only what is signed, in the term of the offer', () => {
    const titles = (facts: Record<string, unknown>) =>
      (['document_issued', 'document_accepted', 'document_annulled'] as const).flatMap((kind) => [
        textOf(kind, { ...facts, number: '7' }, 'ru').title,
        textOf(kind, { ...facts, number: '7' }, 'en').title,
      ]);
    expect(titles({ kind: 'act' })).toEqual([
      ...['Готов акт № 7', 'Act No. 7 is ready', 'Акт № 7 принят', 'Act No. 7 is accepted'],
      ...['Аннулирован документ: Акт № 7', 'Act No. 7 is annulled'],
    ]);
    expect(titles({ kind: 'upd' })).toContain('УПД № 7 принят');
    // Notices of old told the Russian name, or nothing.
    expect(titles({ name: 'Сертификат' })).toContain('Certificate No. 7 is annulled');
    expect(titles({})).toContain('Документ № 7 принят');
    const asked = (facts: Record<string, unknown>, language: 'ru' | 'en' = 'ru') =>
      textOf('document_issued', { ...FACTS, ...facts }, language).text;
    expect(asked({ kind: 'upd', signWithin: { count: 3, unit: 'working_days' } })).toContain(
      'пришлите скан в течение 3 рабочих дней.',
    );
    expect(asked({ kind: 'act', signWithin: { count: 1, unit: 'banking_days' } }, 'en')).toContain(
      'send a scan within 1 banking day.',
    );
    expect(asked({ kind: 'act', signWithin: null })).toContain('пришлите скан.');
    expect(asked({ kind: 'advance_invoice' })).toMatch(/^Аванс .* Подписывать его не нужно\.$/);
    expect(asked({ kind: 'advance_invoice' }, 'en')).not.toContain('rendered');
  });
});
