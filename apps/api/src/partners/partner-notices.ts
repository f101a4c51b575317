import { moneyText, sum, type Currency, type LocalDate } from '@rocket/kernel';
import type { NewNotice } from '../notices/notice.store';
import { printMonth } from './months';
import type { ToldReward } from './reward.store';

/** What a month has earned; null when there is nothing to say. */
export function rewardedNotice(
  accountId: string,
  month: LocalDate,
  rewards: readonly ToldReward[],
  currency: Currency,
): NewNotice | null {
  if (rewards.length === 0) return null;
  const of = (kind: ToldReward['kind']) => {
    const total = sum(rewards.filter((each) => each.kind === kind).map(({ amount }) => amount));
    return total > 0n ? moneyText(total, currency) : undefined;
  };
  const facts = {
    month: printMonth(month),
    earned: of('earned'),
    takenBack: of('taken_back'),
    link: '/partner',
  };
  return { accountId, key: `partner_rewarded:${printMonth(month)}`, kind: 'partner_rewarded', facts };
}
