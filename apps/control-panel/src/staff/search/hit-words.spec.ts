import type { SearchHitDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { ruSearch } from '../../text/ru-search';
import { placeOf, whyFound } from './hit-words';

const id = '019aa000-0000-7000-8000-000000000001';
const account = { id, name: 'Ромашка', subdomain: 'romashka', state: 'active' } as const;
const amount = { amount: '5000.00', currency: 'RUB' } as const;
const hits: [SearchHitDto, string, string][] = [
  [{ account, why: { kind: 'inn', text: '7701234567' } }, 'ИНН 7701234567', `/accounts/${id}`],
  [
    {
      account,
      why: {
        kind: 'invoice',
        id,
        number: 12,
        amount,
        on: localDate('2026-11-21'),
        state: 'issued',
        by: 'number',
      },
    },
    'счёт № 12 на 5 000,00 ₽ от 21.11.2026 · ждёт оплаты',
    `/accounts/${id}/invoices`,
  ],
  [
    {
      account,
      why: {
        kind: 'receipt',
        id,
        amount,
        on: localDate('2026-11-21'),
        payer: 'ООО «Ромашка»',
        state: 'credited',
      },
    },
    'поступление 5 000,00 ₽ 21.11.2026, ООО «Ромашка» · зачислено',
    `/accounts/${id}/entries?kind=top_up`,
  ],
  [
    {
      account: null,
      why: {
        kind: 'receipt',
        id,
        amount,
        on: localDate('2026-11-21'),
        payer: 'ИП Кто-то',
        state: 'unallocated',
      },
    },
    'поступление 5 000,00 ₽ 21.11.2026, ИП Кто-то · не распределено',
    '/receipts?state=unallocated&q=%D0%98%D0%9F+%D0%9A%D1%82%D0%BE-%D1%82%D0%BE',
  ],
];

it.each(hits)('says why something was found, and where it is shown', (hit, why, place) => {
  expect(whyFound(ruSearch, 'ru', hit).replace(/[\u00a0\u202f]/g, ' ')).toBe(why);
  expect(placeOf(hit)).toBe(place);
});
