import type { ForecastDayDto, ForecastDto, SubscriptionDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Button, EmptyState, writeDate, writeMoney, writeWeekday } from '@rocket/ui';
import { useRef, useState } from 'preact/hooks';
import { Panel } from '../../shell/page';
import { cabinetWords } from '../../text/cabinet-words';
import { standingWords } from '../../text/standing-words';
import { words } from '../../text/words';
import { DayList } from './day-list';
import { shortSum } from './short-sum';
import { dayUnder, weeksOf } from './weeks';

/**
 * The next 30 days as a calendar, Monday first, with what will be charged on each day, and the same days in words beside it; a
 * day that is pressed is shown alone. Where there is no room for seven columns the list is all there is.
 */
export function ChargeCalendar({
  forecast,
  subscriptions,
  today,
}: {
  forecast: ForecastDto;
  subscriptions: readonly SubscriptionDto[];
  today: LocalDate;
}) {
  const t = words.value;
  const c = cabinetWords().calendar;
  const [chosen, choose] = useState<LocalDate | null>(null);
  const days = forecast.items.filter((day) => day.charges.length + day.suspensions.length > 0);
  if (days.length === 0) {
    // Who has something connected is not to be told to connect something first.
    const isStopped = subscriptions.some(({ state }) => state === 'suspended');
    return (
      <Panel title={t.overview.upcoming}>
        <EmptyState
          title={t.overview.upcomingEmpty}
          text={isStopped ? standingWords().noCharges : t.overview.upcomingEmptyText}
        >
          {!isStopped && (
            <a class="button button-secondary" href="/products">
              {t.overview.toProducts}
            </a>
          )}
        </EmptyState>
      </Panel>
    );
  }
  const alone = days.find(({ date }) => date === chosen);
  return (
    <Panel
      title={t.overview.upcoming}
      aside={
        alone && (
          <Button size="small" kind="quiet" onClick={() => choose(null)}>
            {c.allDays}
          </Button>
        )
      }
    >
      <div class="month-place">
        <Month days={days} today={today} until={forecast.until} chosen={chosen} choose={choose} />
        <DayList days={alone ? [alone] : days} subscriptions={subscriptions} />
      </div>
    </Panel>
  );
}

function Month(props: {
  days: readonly ForecastDayDto[];
  today: LocalDate;
  until: LocalDate;
  chosen: LocalDate | null;
  choose: (day: LocalDate | null) => void;
}) {
  const { days, today, until, chosen, choose } = props;
  const { language } = words.value;
  const c = cabinetWords().calendar;
  const table = useRef<HTMLTableElement>(null);
  const weeks = weeksOf(today, until);
  const byDate = new Map(days.map((day) => [day.date, day]));
  const walk = (event: KeyboardEvent, from: LocalDate): void => {
    const to = dayUnder(event.key, from, [...byDate.keys()]);
    if (to === null) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  };
  return (
    <table class="month" ref={table}>
      <caption>{c.caption(writeDate(today), writeDate(until))}</caption>
      <thead>
        <tr>
          {weeks[0]!.map((date) => (
            <th key={date} scope="col">
              {writeWeekday(language, date)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <td
                key={date}
                class={date < today || date > until ? 'is-outside' : ''}
                aria-current={date === today ? 'date' : undefined}
              >
                <Day
                  date={date}
                  day={byDate.get(date)}
                  isFirst={date === today || date.endsWith('-01')}
                  isChosen={date === chosen}
                  choose={choose}
                  walk={walk}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day(props: {
  date: LocalDate;
  day: ForecastDayDto | undefined;
  /** Bears the name of its month. */
  isFirst: boolean;
  isChosen: boolean;
  choose: (day: LocalDate | null) => void;
  walk: (event: KeyboardEvent, from: LocalDate) => void;
}) {
  const { date, day, isFirst, isChosen, choose, walk } = props;
  const { language } = words.value;
  const c = cabinetWords().calendar;
  const number = (
    <span class="month-day">{isFirst ? writeDayOfMonth(language, date) : Number(date.slice(8))}</span>
  );
  if (!day) return number;
  const isShort = day.suspensions.length > 0;
  const sum = day.charges.length > 0 ? writeMoney(language, day.total) : null;
  return (
    <button
      type="button"
      class={`month-button${isShort ? ' is-short' : ''}`}
      data-day={date}
      aria-pressed={isChosen}
      onClick={() => choose(isChosen ? null : date)}
      onKeyDown={(event) => walk(event, date)}
    >
      <span class="visually-hidden">{c.day(writeDate(date), sum, isShort)}</span>
      <span class="month-seen" aria-hidden="true">
        {number}
        {sum && <span class="month-sum">{shortSum(language, day.total)}</span>}
        {isShort && <span class="month-short">{c.short}</span>}
      </span>
    </button>
  );
}

/** «1 дек.» */
const writeDayOfMonth = (language: string, date: LocalDate): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(date),
  );
