import type { BalanceDto } from '@rocket/contracts';
import { DateText, Money } from '@rocket/ui';
import { words } from '../text/words';

/** Money and bonus apart (they are never one figure), and when they run out. */
export function BalanceCards({ balance }: { balance: BalanceDto }) {
  const t = words.value.balance;
  const { emptyOn, daysLeft, next30Days } = balance.forecast;
  const isShort = emptyOn !== null && (daysLeft ?? 0) <= 7;
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
      <div class={`figure${isShort ? ' is-short' : ''}`}>
        <span class="figure-name">{t.lasts}</span>
        {emptyOn ? (
          <>
            <span class="figure-sum">
              <DateText date={emptyOn} />
            </span>
            <span class="figure-hint">
              {daysLeft !== null && daysLeft > 0 ? words.value.days(daysLeft) : t.empty}
            </span>
          </>
        ) : (
          <>
            <span class="figure-sum">—</span>
            <span class="figure-hint">{/[1-9]/.test(next30Days.amount) ? t.enough : t.lastsLong}</span>
          </>
        )}
      </div>
      <div class="figure">
        <span class="figure-name">{t.next30}</span>
        <span class="figure-sum">
          <Money value={next30Days} />
        </span>
        <span class="figure-hint">{t.next30Hint}</span>
      </div>
    </div>
  );
}
