import type { SubscriptionDto } from '@rocket/contracts';
import { writeDate, writeMoney, writeUnitPrice } from '@rocket/ui';
import { session } from '../session';
import type { Words } from '../text/words';

/** The customer's account is stopped by another reason than money. */
export const isBlocked = (): boolean =>
  session.value?.kind === 'user' && session.value.account.blockedFor !== undefined;

/** Until when it works, and what is unusual about the next charge; in a blocked account no payment resumes it. */
export function tillLines(t: Words, one: SubscriptionDto, isBlocked: boolean): string[] {
  const p = t.products;
  const lines: string[] = [];
  if (one.state === 'trial' && one.trialEndsOn) lines.push(p.trialUntil(writeDate(one.trialEndsOn)));
  if (one.free?.begun && one.free.until) lines.push(p.freeUntil(writeDate(one.free.until)));
  else if (one.state === 'active' && one.paidUntil) lines.push(p.paidUntil(writeDate(one.paidUntil)));
  if (one.free && !one.free.begun && one.free.until) lines.push(p.thenFreeUntil(writeDate(one.free.until)));
  if (one.state === 'suspended') {
    const last = one.paidUntil ?? one.trialEndsOn;
    if (last) lines.push(p.wasPaidUntil(writeDate(last)));
    if (!isBlocked) lines.push(p.resumes);
  }
  if (/[1-9]/.test(one.credit.amount)) lines.push(p.credit(writeMoney(t.language, one.credit)));
  if (one.nextPrice)
    lines.push(
      p.nextPrice(writeUnitPrice(t.language, one.nextPrice.unitPrice), writeDate(one.nextPrice.effectiveOn)),
    );
  if (one.endReason === 'price_refused' && one.endsOn) lines.push(t.prices.endsAfter(writeDate(one.endsOn)));
  return lines;
}
