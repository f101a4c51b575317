import type { ForecastDayDto, SubscriptionDto } from '@rocket/contracts';
import { DateText, Money, writeDate, writeMoney, writeWeekday } from '@rocket/ui';
import { lastDay } from '../../account/entry-words';
import { words } from '../../text/words';

/** Days on which something will be charged or suspended, as the renewal run itself would do it. */
export function DayList({
  days,
  subscriptions,
}: {
  days: readonly ForecastDayDto[];
  subscriptions: readonly SubscriptionDto[];
}) {
  const t = words.value;
  const { language } = t;
  const nameOf = (id: string, code: string) =>
    subscriptions.find((one) => one.id === id)?.productName ?? code;
  return (
    <ol class="calendar">
      {days.map((day) => (
        <li key={day.date} class="calendar-day">
          <div class="calendar-date">
            <DateText date={day.date} />
            <span class="muted">{writeWeekday(language, day.date)}</span>
          </div>
          <ul class="calendar-lines">
            {day.charges.map((charge) => (
              <li key={charge.subscriptionId}>
                <span>
                  {nameOf(charge.subscriptionId, charge.productCode)}
                  <small class="muted">
                    {t.overview.charge(writeDate(charge.periodStart), writeDate(lastDay(charge.periodEnd)))}
                    {/[1-9]/.test(charge.bonus.amount) &&
                      `, ${t.overview.fromBonus(writeMoney(language, charge.bonus))}`}
                  </small>
                </span>
                <Money value={charge.amount} />
              </li>
            ))}
            {day.suspensions.map((one) => (
              <li key={one.subscriptionId} class="is-short">
                <span>
                  {nameOf(one.subscriptionId, one.productCode)}
                  <small>{t.overview.willBeSuspended(writeMoney(language, one.required))}</small>
                </span>
              </li>
            ))}
            <li class="calendar-left muted">
              {t.overview.left(writeMoney(language, day.balanceAfter.money))}
              {/[1-9]/.test(day.balanceAfter.bonus.amount) &&
                ` + ${t.history.afterBonus(writeMoney(language, day.balanceAfter.bonus))}`}
            </li>
          </ul>
        </li>
      ))}
    </ol>
  );
}
