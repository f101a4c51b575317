import type { BalanceDto } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';
import { DateText, Money } from '@rocket/ui';
import { words } from '../text/words';

/** Money and bonus apart (they are never one figure), and when they run out. */
export function BalanceCards({ balance }: { balance: BalanceDto }) {
  const t = words.value.balance;
  return (
    <div class="figures">
      <div class="figure figure-main">
        <span class="figure-name">{t.money}</span>
        <span class="figure-sum">
          <Money value={balance.money} />
        </span>
        <span class="figure-hint">{t.moneyHint}</span>
      </div>
      <div class="figure">
        <span class="figure-name">{t.bonus}</span>
        <span class="figure-sum">
          <Money value={balance.bonus} />
        </span>
        <span class="figure-hint">{t.bonusHint}</span>
      </div>
      <Lasting balance={balance} />
      <div class="figure">
        <span class="figure-name">{t.next30}</span>
        <span class="figure-sum">
          <Money value={balance.forecast.next30Days} />
        </span>
        <span class="figure-hint">{t.next30Hint}</span>
      </div>
    </div>
  );
}

/** Until when it lasts; where something stands still already, for want of money, what is lacking. */
function Lasting({ balance }: { balance: BalanceDto }) {
  const t = words.value.balance;
  const { emptyOn, daysLeft, next30Days } = balance.forecast;
  const asked = parseMinor(next30Days.amount);
  const missing = asked - parseMinor(balance.total.amount);
  const isLacking = !emptyOn && missing > 0n;
  const days = daysLeft ?? 0;
  const whenEmpty = days > 0 ? words.value.days(days) : t.empty;
  const whenNever = asked > 0n ? t.enough : t.lastsLong;
  return (
    <div class={`figure${isLacking || (emptyOn && days <= 7) ? ' is-short' : ''}`}>
      <span class="figure-name">{isLacking ? t.lacking : t.lasts}</span>
      <span class="figure-sum">
        {isLacking ? (
          <Money value={{ ...next30Days, amount: printMinor(missing) }} />
        ) : emptyOn ? (
          <DateText date={emptyOn} />
        ) : (
          '—'
        )}
      </span>
      <span class="figure-hint">{isLacking ? t.lackingHint : emptyOn ? whenEmpty : whenNever}</span>
    </div>
  );
}
