import type { BalanceDto, ForecastDto, MoneyDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';

/** What stands on the account at the end of a day. */
export interface ForecastPoint {
  readonly date: LocalDate;
  readonly money: MoneyDto;
  readonly bonus: MoneyDto;
}

/** The balance from today to the last day of the forecast, a point for each day on which it changes. */
export function forecastLine(
  balance: Pick<BalanceDto, 'money' | 'bonus'>,
  { items, until }: ForecastDto,
  today: LocalDate,
): ForecastPoint[] {
  const points: ForecastPoint[] = [{ date: today, money: balance.money, bonus: balance.bonus }];
  for (const { date, balanceAfter } of items) {
    if (points.at(-1)?.date === date) points.pop();
    points.push({ date, ...balanceAfter });
  }
  const last = points.at(-1)!;
  return last.date < until ? [...points, { ...last, date: until }] : points;
}

/** The first day on which a charge will not be covered; null: everything is. */
export const shortOn = ({ items }: ForecastDto): LocalDate | null =>
  items.find(({ suspensions }) => suspensions.length > 0)?.date ?? null;
