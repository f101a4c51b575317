import { catalogError } from './errors';

/** What a quantity may follow instead of staying as the customer chose it: the seats of the amoCRM account, or nothing. */
export type QuantityFollows = 'seats' | null;

/** @throws DomainError `not_counted_by_seats`, naming the field */
export function assertCountedBySeats(product: {
  readonly name: string;
  readonly quantityFollows: QuantityFollows;
}): void {
  if (product.quantityFollows === 'seats') return;
  throw catalogError(
    'not_counted_by_seats',
    `«${product.name}» оплачивается не за каждого пользователя amoCRM`,
    {},
    [{ path: 'followSeats', message: 'Выберите количество сами: за числом пользователей оно не следует' }],
  );
}
