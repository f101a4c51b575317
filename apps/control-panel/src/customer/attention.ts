import { isContractOver } from '../account/contract-over';
import { fullName } from '../account/full-name';
import type { AccountDto, ForecastDto, SubscriptionDto } from '@rocket/contracts';
import { daysBetween, localDate, type LocalDate } from '@rocket/kernel';
import { writeDate, writeMoney } from '@rocket/ui';
import { standingWords } from '../text/standing-words';
import type { Words } from '../text/words';

export interface Concern {
  readonly key: string;
  readonly tone: 'danger' | 'warning' | 'info';
  readonly title: string;
  readonly text: string;
  readonly action: { readonly href: string; readonly text: string } | null;
}

/** A trial that ends within so many days is worth a word. */
const SOON = 5;

/** What the customer should know or do now, the gravest first. */
export function concernsOf(
  t: Words,
  facts: {
    account: AccountDto;
    subscriptions: readonly SubscriptionDto[];
    forecast: ForecastDto;
    hasRequisites: boolean;
    today: LocalDate;
  },
): Concern[] {
  const o = t.overview;
  const s = standingWords();
  const topUp = { href: '/top-up', text: o.topUp };
  const toProducts = { href: '/products', text: o.seeProducts };
  const isSoon = (date: string | null): date is string =>
    date !== null && date >= facts.today && daysBetween(facts.today, localDate(date)) <= SOON;
  const nameOf = (id: string, code: string) =>
    facts.subscriptions.find((one) => one.id === id)?.productName ?? code;
  const concerns: Concern[] = [];
  const add = (concern: Concern) => concerns.push(concern);

  const { blockedFor } = facts.account;
  if (blockedFor === 'idle')
    add({ key: 'account', tone: 'danger', title: o.blockedIdle, text: o.blockedIdleText, action: null });
  else if (blockedFor === 'staff')
    add({
      key: 'account',
      tone: 'danger',
      title: s.byStaff,
      text: s.byStaffText,
      action: { href: '/history?view=acts', text: s.ground },
    });
  else if (facts.account.state !== 'active')
    add({
      key: 'account',
      tone: 'danger',
      title: o.accountState[facts.account.state],
      text: '',
      action: isContractOver(facts.account) ? { href: '/requisites/contract', text: s.toContract } : topUp,
    });
  for (const one of facts.subscriptions) {
    // Nor would a payment resume what is in a blocked account.
    if (one.state === 'suspended' && !blockedFor)
      add({
        key: one.id,
        tone: 'danger',
        title: o.suspended(fullName(one)),
        text: o.suspendedText,
        action: topUp,
      });
  }
  for (const day of facts.forecast.items) {
    for (const one of day.suspensions) {
      if (facts.subscriptions.some((known) => known.id === one.subscriptionId && known.state === 'suspended'))
        continue;
      add({
        key: `forecast ${one.subscriptionId}`,
        tone: 'warning',
        title: o.willSuspend(nameOf(one.subscriptionId, one.productCode), writeDate(day.date)),
        text: o.willSuspendText(writeMoney(t.language, one.required), writeMoney(t.language, one.available)),
        action: topUp,
      });
    }
  }
  for (const one of facts.subscriptions) {
    // A free term follows: neither a charge nor an end is near.
    if (one.free && !one.free.begun) continue;
    if (one.state === 'trial' && one.autoRenew && isSoon(one.trialEndsOn))
      add({
        key: `trial ${one.id}`,
        tone: 'info',
        title: o.trialEnding(fullName(one), writeDate(one.trialEndsOn)),
        text: o.trialEndingText,
        action: toProducts,
      });
    const last = one.state === 'trial' ? one.trialEndsOn : one.paidUntil;
    if ((one.state === 'trial' || one.state === 'active') && !one.autoRenew && isSoon(last))
      add({
        key: `renew ${one.id}`,
        tone: 'info',
        title: o.noRenew(fullName(one), writeDate(last)),
        text: o.noRenewText,
        action: toProducts,
      });
  }
  if (!facts.hasRequisites)
    add({
      key: 'requisites',
      tone: 'info',
      title: o.noRequisites,
      text: o.noRequisitesText,
      action: { href: '/requisites', text: o.fillIn },
    });
  return concerns;
}
