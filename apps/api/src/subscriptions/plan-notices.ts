import { type Plan } from '@rocket/billing';
import { moneyText, sum, type Currency } from '@rocket/kernel';
import type { NewNotice } from '../notices/notice.store';
import type { LockedSnapshot } from './snapshot.store';

/** What an account is told about a plan: one message for all charges, one for each suspension, resumption and end. */
export function noticesOf(before: LockedSnapshot, plan: Plan): NewNotice[] {
  const { accountId } = before.snapshot;
  const money = (amount: bigint) => moneyText(amount, before.currency as Currency);
  const projectOf = (subscriptionId: string) => {
    const project = before.projects.get(subscriptionId);
    return project === undefined ? {} : { project };
  };
  const notices: NewNotice[] = [];
  const paid = [...plan.usage, ...plan.charges].filter(({ amount }) => amount > 0n);
  const [first] = paid;
  if (first) {
    notices.push({
      accountId,
      key: `charged:${first.subscriptionId}:${first.periodStart}:${before.lastSeq}`,
      kind: 'charged',
      facts: {
        amount: money(sum(paid.map(({ amount }) => amount))),
        balance: money(plan.after.money),
        charges: paid.map((each) => ({
          productCode: each.productCode,
          ...projectOf(each.subscriptionId),
          amount: money(each.amount),
          periodStart: each.periodStart,
          periodEnd: each.periodEnd,
          ...('unit' in each ? { unit: each.unit } : {}),
        })),
      },
    });
  }
  for (const change of plan.changes) {
    if (change.kind === 'renewed' || change.kind === 'started' || change.kind === 'held') continue;
    notices.push({
      accountId,
      key: `${change.kind}:${change.subscriptionId}:${change.on}:${before.lastSeq}`,
      kind: change.kind,
      facts: {
        productCode: change.productCode,
        ...projectOf(change.subscriptionId),
        on: change.on,
        ...(change.kind === 'suspended'
          ? { required: money(change.required), available: money(change.available) }
          : {}),
        ...(change.kind === 'resumed' ? { paidTo: change.paidTo } : {}),
        ...(change.kind === 'ended' ? { reason: change.reason } : {}),
      },
    });
  }
  return notices;
}
