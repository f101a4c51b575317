import type { SubscriptionUsageDto } from '@rocket/contracts';
import { writeCount, writeInstant, writeMoney, writeUnitPrice } from '@rocket/ui';
import type { Words } from '../text/words';

/** What was used of a product: a line for each limit, then one for each metered unit with what it has come to. */
export function usageLines(
  t: Words,
  usage: SubscriptionUsageDto | undefined,
  timeZone = 'Europe/Moscow',
): string[] {
  if (!usage) return [];
  const u = t.products.usage;
  const count = (value: number): string => writeCount(t.language, value);
  const limits = usage.limits.map(({ unit, used, limit, resetsAt }) => {
    const line = u.limit(unit, count(used), count(limit));
    return resetsAt ? `${line}, ${u.resets(writeInstant(t.language, resetsAt, timeZone))}` : line;
  });
  const metered = usage.metered.map(({ unit, quantity, unitPrice, amount, isOver }) => {
    const price = unitPrice ? u.price(writeUnitPrice(t.language, unitPrice)) : null;
    const sum = writeMoney(t.language, amount);
    return [u.metered(unit, count(quantity)), price, isOver ? u.owed(sum) : u.atEnd(sum)]
      .filter((part) => part !== null)
      .join(', ');
  });
  return [...limits, ...metered];
}
