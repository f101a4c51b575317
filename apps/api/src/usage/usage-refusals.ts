import { billingError, type CountedUsage, type LimitStanding, type UsageEvent } from '@rocket/billing';
import { dayOf, startOfDay, type DomainError } from '@rocket/kernel';
import type { AccountRecord } from '../accounts/account.store';
import type { NewNotice } from '../notices/notice.store';
import type { UsedSubscription } from './used-subscription.store';

/** A refusal by a limit, with what is used and held of it and when it begins anew. */
export function limitExceeded(account: AccountRecord, standing: LimitStanding, now: Date): DomainError {
  const { limit, window, used, reserved, quota } = standing;
  const resetsAt = window.end === null ? null : startOfDay(window.end, account.seller.timeZone);
  return billingError('limit_exceeded', `Лимит «${limit.unit}» исчерпан`, {
    unit: limit.unit,
    used: used.toNumber(),
    reserved: reserved.toNumber(),
    limit: quota.toNumber(),
    resetsAt: resetsAt?.toISOString() ?? null,
    ...(resetsAt && resetsAt > now
      ? { retryAfter: Math.ceil((resetsAt.getTime() - now.getTime()) / 1000) }
      : {}),
  });
}

/** Told while the window lasts: nobody can act on one that is over. */
export function thresholdNotices(
  account: AccountRecord,
  subscription: UsedSubscription,
  event: UsageEvent & { readonly id: string },
  counted: CountedUsage,
  now: Date,
): NewNotice[] {
  if (counted.crossed.length === 0) return [];
  const { timeZone } = account.seller;
  const today = dayOf(now, timeZone);
  return counted.crossed.flatMap(({ limit, window, quota, used, thresholds }) =>
    window.end !== null && window.end <= today
      ? []
      : [
          {
            accountId: account.id,
            key: `usage_threshold:${event.id}:${limit.per}`,
            kind: 'usage_threshold' as const,
            facts: {
              productCode: subscription.productCode,
              productName: subscription.productName,
              ...(subscription.projectName === null ? {} : { project: subscription.projectName }),
              unit: limit.unit,
              ...namesOf(subscription, limit.unit),
              thresholds,
              used: used.toNumber(),
              limit: quota.toNumber(),
              over: limit.over,
              resetsAt: window.end === null ? null : startOfDay(window.end, timeZone).toISOString(),
            },
          },
        ],
  );
}

/** What the product calls a unit, for whoever reads the notice in either language. */
function namesOf({ units }: UsedSubscription, code: string): { unitName?: string; unitEnglish?: string } {
  const unit = units.find((each) => each.code === code);
  if (!unit) return {};
  return { unitName: unit.name, ...(unit.english === null ? {} : { unitEnglish: unit.english }) };
}
