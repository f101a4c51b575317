import type { BalanceDto, ForecastDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { useMemo } from 'preact/hooks';
import { Money, writeDate, writeMoney } from '@rocket/ui';
import {
  inDays,
  todayOf,
  useBalance,
  useForecast,
  useProfile,
  useSellerOf,
  useSubscriptions,
} from '../account/reads';
import { isContractOver } from '../account/contract-over';
import type { Loaded } from '../load';
import type { CustomerMe } from '../session';
import { Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { chartWords } from '../text/chart-words';
import { words } from '../text/words';
import { adviseTopUp } from './advise-top-up';
import { concernsOf, type Concern } from './attention';
import { onDemand } from '../shell/on-demand';
import { BalanceCards } from '../account/balance-cards';
import { forecastLine, shortOn } from './forecast/forecast-line';
import { maySpend } from './may-spend';

const ChargeCalendar = onDemand(() =>
  import('./calendar/charge-calendar').then((file) => file.ChargeCalendar),
);
const WhatIf = onDemand(() => import('./what-if').then((file) => file.WhatIf));
const ForecastChart = onDemand(() => import('./forecast/forecast-chart').then((file) => file.ForecastChart));
const ConnectionWarning = onDemand(() =>
  import('../account/people/connection-warning').then((file) => file.ConnectionWarning),
);
const MailWarning = onDemand(() => import('../account/mail-warning').then((file) => file.MailWarning));

export default function Overview({ me }: { me: CustomerMe }) {
  const t = words.value;
  const id = me.account.id;
  const balance = useBalance(id);
  const isOver = isContractOver(me.account);
  const today = balance.value ? todayOf(balance.value.asOf) : null;
  const forecast = useForecast(id, today && inDays(today, 30));
  const subscriptions = useSubscriptions(id);
  const profile = useProfile(id);
  const seller = useSellerOf(me.account);
  // The forecast is asked for only when the server's today is known from the balance.
  const awaited: Loaded<unknown> = balance.value ? forecast : balance;
  const minimum = seller.value?.terms.minimumPayment;
  const advised =
    balance.value && forecast.value && minimum ? adviseTopUp(balance.value, forecast.value, minimum) : null;
  return (
    <Page title={t.nav.overview}>
      <ConnectionWarning accountId={id} reader="customer" />
      <MailWarning accountId={id} reader="customer" />
      <Ready of={balance}>{(value) => <BalanceCards balance={value} />}</Ready>
      {advised && minimum && maySpend(me) && !isOver && (
        <section class="advice">
          <div>
            <span class="advice-title">
              {t.overview.advised} <Money value={advised} />
            </span>
            <span class="muted">
              {t.overview.advisedText}
              {advised.amount === minimum.amount &&
                ` ${t.overview.advisedMinimum(writeMoney(t.language, minimum))}`}
            </span>
          </div>
          <a class="button button-primary" href={`/top-up?amount=${advised.amount}`}>
            {t.overview.topUp}
          </a>
        </section>
      )}
      <div class="columns">
        <div class="stack">
          <Panel title={t.overview.attention} padded>
            <Ready of={awaited}>
              {() => (
                <Ready of={subscriptions}>
                  {(list) =>
                    forecast.value && today ? (
                      <Concerns
                        concerns={concernsOf(t, {
                          account: me.account,
                          subscriptions: list,
                          forecast: forecast.value,
                          hasRequisites: profile.value !== null,
                          today,
                        })}
                      />
                    ) : null
                  }
                </Ready>
              )}
            </Ready>
          </Panel>
          {balance.value && minimum && forecast.value && !isOver && (
            <WhatIf accountId={id} usual={advised ?? minimum} />
          )}
        </div>
        {balance.value && today && forecast.value && forecast.value.items.length > 0 && (
          <Outlook balance={balance.value} forecast={forecast.value} today={today} />
        )}
      </div>
      {forecast.value && today ? (
        <ChargeCalendar forecast={forecast.value} subscriptions={subscriptions.value ?? []} today={today} />
      ) : (
        <Panel title={t.overview.upcoming}>
          <Ready of={awaited} lines={6}>
            {() => null}
          </Ready>
        </Panel>
      )}
    </Page>
  );
}

function Outlook(props: { balance: BalanceDto; forecast: ForecastDto; today: LocalDate }) {
  const { balance, forecast, today } = props;
  const t = chartWords();
  const points = useMemo(() => forecastLine(balance, forecast, today), [balance, forecast, today]);
  const short = shortOn(forecast);
  return (
    <Panel title={t.title} padded>
      <div class="chart-place">
        <ForecastChart points={points} short={short} />
      </div>
      {short && <p class="chart-short">{t.short(writeDate(short))}</p>}
    </Panel>
  );
}

function Concerns({ concerns }: { concerns: readonly Concern[] }) {
  const t = words.value;
  if (concerns.length === 0) return <p class="calm">{t.overview.calm}</p>;
  return (
    <ul class="concerns">
      {concerns.map((one) => (
        <li key={one.key} class={`concern concern-${one.tone}`}>
          <div>
            <strong>{one.title}</strong>
            {one.text && <span class="muted">{one.text}</span>}
          </div>
          {one.action && (
            <a class="button button-secondary button-small" href={one.action.href}>
              {one.action.text}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
