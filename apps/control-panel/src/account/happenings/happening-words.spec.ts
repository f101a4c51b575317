import type { HappeningDto } from '@rocket/contracts';
import { happeningWords, placeOfHappening } from './happening-words';

const ACCOUNT = '019aa000-0000-7000-8000-000000000001';
const happened = (wish: Partial<HappeningDto>): HappeningDto => ({
  ...{ id: 'x', at: '2026-11-21T09:00:00Z', dayOnly: false, kind: 'money', event: 'charge', actor: null },
  ...{ actorName: null, reason: null, facts: {}, subject: null },
  ...wish,
});

describe('what happened, in words', () => {
  it.each<[Partial<HappeningDto>, string]>([
    [{ facts: { productName: 'Чаты', money: '-100.00', currency: 'RUB' } }, 'Списание: Чаты'],
    [
      {
        kind: 'documents',
        event: 'accepted',
        facts: { documentKind: 'upd', number: 3, issuedOn: '2026-11-21' },
      },
      'УПД № 3 от 21.11.2026: принят',
    ],
    [
      { kind: 'notices', event: 'seen', facts: { title: 'Продукт приостановлен' } },
      'Прочитано: Продукт приостановлен',
    ],
    [
      { kind: 'subscriptions', event: 'ended', facts: { productName: 'Чаты', because: 'auto_renew_off' } },
      'Чаты: использование закончилось: автопродление выключено',
    ],
    [{ kind: 'amocrm', event: 'connection_lost' }, 'Связь с amoCRM потеряна: нужно подключить снова'],
    [
      {
        kind: 'acts',
        event: 'changeSubscription',
        facts: { quantity: 2, autoRenew: false, result: 'done', code: null },
      },
      'Изменение подписки (количество: 2, автопродление: нет)',
    ],
    [
      {
        kind: 'acts',
        event: 'grantBonus',
        facts: { amount: '30.00 RUB', ground: 'support', expiresOn: '2026-12-31' },
      },
      'Начисление бонуса (сумма: 30,00\u00a0₽, основание: решение поддержки, до: 31.12.2026)',
    ],
    [{ kind: 'acts', event: 'somethingNew' }, 'somethingNew'],
  ])('%j', (wish, text) => {
    expect(happeningWords(happened(wish))).toBe(text);
  });

  it('each leads to where its thing is shown, and what has no place leads nowhere', () => {
    const place = (wish: Partial<HappeningDto>) => placeOfHappening(ACCOUNT, happened(wish));
    expect(place({ subject: { type: 'document', id: 'd' } })).toBe(`/accounts/${ACCOUNT}/documents?mark=d`);
    expect(place({ subject: { type: 'entry', id: 'e' }, facts: { on: '2026-11-21' } })).toBe(
      `/accounts/${ACCOUNT}/entries?from=2026-11-21&to=2026-11-21&mark=e`,
    );
    expect(place({ subject: { type: 'subscription', id: 's' } })).toBe(`/accounts/${ACCOUNT}/subscriptions`);
    expect(place({ subject: { type: 'approval', id: 'a' } })).toBe('/approvals');
    expect(place({ kind: 'subscriptions' })).toBe(`/accounts/${ACCOUNT}/contract`);
    expect(place({ kind: 'acts' })).toBeNull();
  });
});
