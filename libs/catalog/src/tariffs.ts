import { catalogError } from './errors';
import type { PriceVersion } from './prices';

/** A named tariff of a product: its prices and limits are the price versions that name it. */
export interface Tariff {
  readonly code: string;
  readonly name: string;
  /** Null: nobody named it in English. */
  readonly english: string | null;
}

interface Sold {
  readonly name: string;
  /** None: the product has one tariff without a name. */
  readonly tariffs: readonly Tariff[];
  /** How many subscriptions free of charge an account may have of it at a time; null: as many as it likes. */
  readonly freeInstances: number | null;
}

/**
 * The code of the tariff that is asked for; null of a product that has one without a name.
 * @throws DomainError `tariff_required`, `tariff_unknown`, naming the field
 */
export function tariffOf(product: Sold, asked: string | undefined): string | null {
  const { tariffs, name } = product;
  if (asked === undefined && tariffs.length === 0) return null;
  if (asked !== undefined && tariffs.some(({ code }) => code === asked)) return asked;
  const offered = tariffs.map(({ code }) => code);
  const [code, detail] =
    asked === undefined
      ? (['tariff_required', `У «${name}» несколько тарифов: выберите один`] as const)
      : (['tariff_unknown', `У «${name}» нет тарифа «${asked}»`] as const);
  const message = offered.length > 0 ? `Возможные тарифы: ${offered.join(', ')}` : 'У продукта один тариф';
  throw catalogError(code, detail, { offered }, [{ path: 'tariff', message }]);
}

/** A price of nothing, whatever the quantity. */
export const isFreePrice = ({ unitPrice, tiers }: Pick<PriceVersion, 'unitPrice' | 'tiers'>): boolean =>
  Number(unitPrice) === 0 && !tiers?.length;

/**
 * A plan free of charge is for so many instances at a time, and for the least there is of it: else its limits would be as large as one
 * wishes (QSockets 4.4.2).
 * @param taken what it is used for already, in words; of this account, without the one that is asked about
 * @throws DomainError `free_plan_taken`, `quantity_above_maximum`, naming the field
 */
export function assertFreePlan(
  product: Sold,
  price: Pick<PriceVersion, 'unitPrice' | 'tiers' | 'minQuantity'>,
  quantity: number,
  taken: readonly string[],
): void {
  const { freeInstances, name } = product;
  if (freeInstances === null || !isFreePrice(price)) return;
  if (quantity > price.minQuantity)
    throw catalogError('quantity_above_maximum', `Бесплатно — не больше ${price.minQuantity}`, {}, [
      { path: 'quantity', message: `Не больше ${price.minQuantity}` },
    ]);
  if (taken.length < freeInstances) return;
  const used = taken.length === 0 ? '' : `: он уже занят (${taken.map((one) => `«${one}»`).join(', ')})`;
  const many = freeInstances === 1 ? 'одного активного проекта' : `${freeInstances} активных проектов`;
  throw catalogError(
    'free_plan_taken',
    `Бесплатный тариф «${name}» — для ${many}${used}`,
    { activeInstances: freeInstances },
    [{ path: 'tariff', message: 'Выберите платный тариф или освободите бесплатный' }],
  );
}

/** Where a change of tariff stands in time. */
export type TariffChange = 'in_period' | 'new_period';

/**
 * A tariff is raised or lowered inside the paid period (QSockets 4.1.3); what was free of charge has paid for no period, so that the
 * first paid one begins with the payment (4.2.1).
 */
export const tariffChange = (periodCost: bigint, cost: bigint): TariffChange =>
  periodCost === 0n && cost > 0n ? 'new_period' : 'in_period';
