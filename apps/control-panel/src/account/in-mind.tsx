import { routes, type MoneyDto, type SubscriptionDto, type TopUpInMindDto } from '@rocket/contracts';
import { writeDate, writeMoney } from '@rocket/ui';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { useLoaded } from '../load';
import { cabinetWords } from '../text/cabinet-words';
import { words } from '../text/words';
import { inDays, todayOf, useBalance, useSubscriptions } from './reads';

/** Long enough not to ask at every digit. */
const PAUSE_MS = 300;
const LOOK_AHEAD_DAYS = 30;

const isSome = ({ amount }: MoneyDto): boolean => /[1-9]/.test(amount);

/** What a top-up of the typed sum would do, asked of the planner that will do it; null: nothing was typed. */
export function useInMind(accountId: string, amount: string | null) {
  const [asked, ask] = useState(amount);
  useEffect(() => {
    const timer = setTimeout(() => ask(amount), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [amount]);
  const asOf = useBalance(accountId).value?.asOf;
  const isAsked = asked !== null && isSome({ amount: asked, currency: 'RUB' }) && asOf !== undefined;
  return useLoaded(isAsked ? `account/${accountId}/forecast/in-mind/${asked}` : null, () =>
    call(routes.forecast, {
      params: { id: accountId },
      query: { until: inDays(todayOf(asOf ?? ''), LOOK_AHEAD_DAYS), topUp: asked ?? undefined },
    }),
  );
}

/** The lines about it: how long it would last, what resumes and is charged at once, which bonus it earns. */
export function InMind({ accountId, amount }: { accountId: string; amount: string | null }) {
  const read = useInMind(accountId, amount);
  const subscriptions = useSubscriptions(accountId).value ?? [];
  const inMind = amount === null ? undefined : read.value?.topUp;
  const isIdle = read.value?.items.length === 0 && inMind?.resumed.length === 0;
  return (
    <div role="status">
      {inMind && (
        <ul class="in-mind">
          {linesOf(inMind, isIdle, subscriptions).map((line, index) => (
            <li key={line} class={index === 0 ? '' : 'muted'}>
              {line}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function linesOf(
  inMind: TopUpInMindDto,
  isIdle: boolean,
  subscriptions: readonly SubscriptionDto[],
): string[] {
  const t = words.value;
  const m = cabinetWords().inMind;
  const money = (value: MoneyDto) => writeMoney(t.language, value);
  const names = (of: readonly { subscriptionId: string; productCode: string }[]): string =>
    of
      .map(
        ({ subscriptionId, productCode }) =>
          `«${subscriptions.find(({ id }) => id === subscriptionId)?.productName ?? productCode}»`,
      )
      .join(', ');
  const { emptyOn, daysLeft, resumed, stillSuspended, bonus, percent, bonusExpiresOn, next } = inMind;
  const lasting =
    emptyOn !== null
      ? m.lasts(writeDate(emptyOn), t.days(daysLeft ?? 0))
      : isIdle
        ? m.nothingCharged
        : m.lastsLong;
  return [
    lasting,
    resumed.length > 0 ? m.resumes(money(inMind.total), names(resumed)) : m.nothingAtOnce,
    ...(stillSuspended.length > 0 ? [m.stillShort(names(stillSuspended))] : []),
    ...(isSome(bonus)
      ? [m.bonus(money(bonus), percent ?? 0, bonusExpiresOn && writeDate(bonusExpiresOn))]
      : []),
    ...(next ? [m.nextBonus(money(next.from), money(next.bonus))] : []),
    ...(inMind.isEnough ? [] : [m.tooSmall(money(inMind.minimum))]),
  ];
}
