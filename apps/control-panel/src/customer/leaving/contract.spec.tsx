import { render, screen } from '@testing-library/preact';
import type { CustomerMe } from '../../session';
import Contract from './contract';

const money = { amount: '0.00', currency: 'RUB' };
const account = { id: '1', name: 'ООО «Ромашка»', seller: 'other', offerVersion: 'прежняя', state: 'active' };
const terms = (version: string, terminationAfterDays: number) => ({
  version,
  title: `Оферта, ${version}`,
  effectiveFrom: '2027-01-01',
  terminationAfterDays,
  refund: { rule: 'unused_balance' },
});
const seller = (of: unknown) => ({ code: 'other', name: 'Другой', requisites: {}, terms: of });

/** What the server answers while newcomers accept a newer version than this account stands under. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/accounts/1': account,
  '/accounts/1/balance': { asOf: '2027-06-01T09:00:00Z', money, bonus: money },
  '/accounts/1/termination': null,
  '/sellers/other': seller(terms('новая', 20)),
  '/sellers/other?version=прежняя': seller(terms('прежняя', 10)),
};

it('tells an account the conditions it stands under, though newcomers accept newer ones (decision 12)', async () => {
  globalThis.fetch = ((url: string) => {
    const path = decodeURIComponent(String(url).replace(/^.*\/api\/v1/, ''));
    const body = path in ANSWERS ? ANSWERS[path] : { items: [], nextCursor: null };
    return Promise.resolve({
      ok: true,
      status: 200,
      headers: { get: () => 'application/json' },
      json: () => Promise.resolve(body),
    } as unknown as Response);
  }) as typeof fetch;
  window.scrollTo = () => {};
  render(<Contract me={{ kind: 'user', level: 'owner', account } as unknown as CustomerMe} />);
  expect(await screen.findByText('Оферта, прежняя')).toBeVisible();
  expect(await screen.findByText(/Договор закончится через 10.дней после уведомления/)).toBeVisible();
});
