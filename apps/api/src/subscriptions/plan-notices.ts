import type { Plan, PlannedCharge } from '@rocket/billing';
import { moneyText, sum, type Currency, type Minor } from '@rocket/kernel';
import type { NewNotice } from '../notices/notice.store';
import type { LockedSnapshot } from './snapshot.store';

/** Of an account, as far as its notices name it. */
export interface ToldAccount {
  readonly accountId: string;
  readonly lastSeq: number;
  readonly currency: Currency;
  /** Names of projects by subscription. */
  readonly projects: ReadonlyMap<string, string>;
}

/** What an account is told about a plan: one message for all charges, one for each suspension, resumption and end. */
export function noticesOf(before: LockedSnapshot, plan: Plan): NewNotice[] {
  const { accountId } = before.snapshot;
  const currency = before.currency as Currency;
  const money = (amount: Minor) => moneyText(amount, currency);
  const told = { accountId, lastSeq: before.lastSeq, currency, projects: before.projects };
  const notices = chargedNotices(told, [...plan.usage, ...plan.charges], plan.after.money);
  for (const change of plan.changes) {
    if (change.kind === 'renewed' || change.kind === 'started' || change.kind === 'held') continue;
    notices.push({
      accountId,
      key: `${change.kind}:${change.subscriptionId}:${change.on}:${before.lastSeq}`,
      kind: change.kind,
      facts: {
        productCode: change.productCode,
        ...projectOf(told, change.subscriptionId),
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

/** Of a charge, as far as its notice names it; `unit` is of metered use. */
export type ToldCharge = Pick<
  PlannedCharge,
  'subscriptionId' | 'productCode' | 'amount' | 'periodStart' | 'periodEnd'
> & { readonly unit?: string };

/** One message for all that was paid for; nothing when nothing was. `balance` is the money that is left, in minor units. */
export function chargedNotices(
  told: ToldAccount,
  charges: readonly ToldCharge[],
  balance: Minor,
): NewNotice[] {
  const money = (amount: Minor) => moneyText(amount, told.currency);
  const paid = charges.filter(({ amount }) => amount > 0n);
  const [first] = paid;
  if (!first) return [];
  return [
    {
      accountId: told.accountId,
      key: `charged:${first.subscriptionId}:${first.periodStart}:${told.lastSeq}`,
      kind: 'charged',
      facts: {
        amount: money(sum(paid.map(({ amount }) => amount))),
        balance: money(balance),
        charges: paid.map((each) => ({
          productCode: each.productCode,
          ...projectOf(told, each.subscriptionId),
          amount: money(each.amount),
          periodStart: each.periodStart,
          periodEnd: each.periodEnd,
          ...(each.unit === undefined ? {} : { unit: each.unit }),
        })),
      },
    },
  ];
}

function projectOf({ projects }: ToldAccount, subscriptionId: string): { project?: string } {
  const project = projects.get(subscriptionId);
  return project === undefined ? {} : { project };
}
