import { ru } from '../text/ru';
import type { Words } from '../text/words';
import { reasonFor, subjectWords } from './entry-words';

const topUp = { kind: 'top_up', reason: 'В назначении платежа указан номер счёта' } as const;

describe('the reason of an entry', () => {
  it('of a top-up is how the payment was recognised: staff read it, the customer does not', () => {
    expect(reasonFor(topUp, 'staff')).toBe(topUp.reason);
    expect(reasonFor(topUp, 'customer')).toBeNull();
  });

  it('of anything else was given to both', () => {
    const gift = { kind: 'bonus_grant', reason: 'За отзыв' } as const;
    expect(reasonFor(gift, 'customer')).toBe('За отзыв');
  });
});

it('what was charged beyond the period itself names the unit it was counted by', () => {
  const subject = {
    type: 'subscription',
    id: 's',
    productCode: 'crm',
    periodStart: '2027-04-26',
    periodEnd: '2027-05-16',
  } as const;
  const wordsOf = (more: object) =>
    subjectWords(ru as unknown as Words, { subject: { ...subject, ...more } } as never, []);
  expect(wordsOf({})).toBe('crm, 26.04.2027 – 15.05.2027');
  expect(wordsOf({ unit: 'Активный клиент' })).toBe('crm · Активный клиент, 26.04.2027 – 15.05.2027');
});
