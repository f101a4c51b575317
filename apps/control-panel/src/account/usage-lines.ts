import type { SubscriptionUsageDto, UsageLimitDto } from '@rocket/contracts';
import { writeCount, writeInstant, writeMoney, writeUnitPrice } from '@rocket/ui';
import type { Words } from '../text/words';
import { usedUnit } from './unit-name';

/** What is said of one limit, and how much of it is used and held, in per cent of it and at most all of it. */
export interface LimitLine {
  readonly title: string;
  /** When it begins anew, what is held of it, how high it was. */
  readonly notes: string;
  readonly used: number;
  readonly reserved: number;
  readonly tone: 'calm' | 'warning' | 'full';
}

const NEARLY_FULL = 80;

/** A limit as people read it: what is left of a package, how many there are of a level, how much was used of anything else. */
export function limitLine(
  t: Words,
  limit: UsageLimitDto,
  isPackage: boolean,
  timeZone = 'Europe/Moscow',
): LimitLine {
  const u = t.products.usage;
  const { reserved, peak, gauge, resetsAt, per } = limit;
  const unit = usedUnit(t.language, limit);
  const count = (value: number): string => writeCount(t.language, value);
  const at = resetsAt && writeInstant(t.language, resetsAt, timeZone);
  const title = isPackage
    ? u.left(unit, count(Math.max(0, limit.limit - limit.used)), count(limit.limit))
    : (gauge ? u.now : u.limit)(unit, count(limit.used), count(limit.limit));
  const peakNote = limit.over === 'recalculate' ? u.paidFor : u.peak[per];
  const notes = [
    reserved > 0 && u.reserved(count(reserved)),
    peak !== null && peak > limit.used && peakNote(count(peak)),
    at && (!isPackage ? u.resets(at) : limit.used < limit.limit && u.expires(at)),
  ].filter(Boolean);
  const share = (value: number): number =>
    limit.limit === 0 ? 100 * Number(value > 0) : Math.min(100, (100 * value) / limit.limit);
  const used = share(limit.used);
  return {
    title,
    notes: notes.join(', '),
    used,
    reserved: Math.min(100 - used, share(reserved)),
    tone: used >= 100 ? 'full' : used >= NEARLY_FULL ? 'warning' : 'calm',
  };
}

/** What metered units have come to, a line for each. */
export function meteredLines(t: Words, { metered }: Pick<SubscriptionUsageDto, 'metered'>): string[] {
  const u = t.products.usage;
  return metered.map(({ quantity, unitPrice, amount, isOver, ...of }) => {
    const price = unitPrice ? u.price(writeUnitPrice(t.language, unitPrice)) : null;
    const sum = writeMoney(t.language, amount);
    return [
      u.metered(usedUnit(t.language, of), writeCount(t.language, quantity)),
      price,
      isOver ? u.owed(sum) : u.atEnd(sum),
    ]
      .filter((part) => part !== null)
      .join(', ');
  });
}
