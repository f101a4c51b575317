import { routes, type AutopaymentDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { World } from '../kit/world';

/** What a story of regular payments looks at: the customer's screen, notices, and what the card shop holds. */
export const cardStory = (world: () => World, customer: () => Customer) => ({
  shop: () => world().shops.yookassa,
  autopayment: (): Promise<AutopaymentDto> =>
    customer().owner.asks(routes.autopayment, { params: { id: customer().id } }),
  /** Facts of notices with the day they were told, newest first. */
  toldOf: async (kind: 'autopayment_ahead' | 'autopayment_paid' | 'autopayment_refused') =>
    (await customer().notices(kind)).map(({ createdAt, facts }) => ({
      ...facts,
      told: createdAt.slice(0, 10),
    })),
  /** `succeeded 3000.00`, oldest first. */
  byCard: () =>
    [...world().shops.yookassa.payments.values()].map(({ amount, status }) => `${status} ${amount.value}`),
  /** The cash receipts of 54-FZ for the payments themselves. */
  prepaid: () =>
    world()
      .shops.yookassa.receipts.flatMap(({ items }) => items)
      .filter((line) => line['payment_mode'] === 'full_prepayment')
      .map((line) => (line['amount'] as { value: string }).value),
});
