import './reports.css';
import {
  REPORT_READERS,
  reportNames,
  reportSteps,
  routes,
  type Page as PageOf,
  type ReportDto,
  type ReportName,
  type ReportPartDto,
  type SellerDto,
} from '@rocket/contracts';
import { currencySign, EmptyState, writeDate } from '@rocket/ui';
import { useLocation, useRoute } from 'preact-iso';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { chosen, Filter } from '../../account/filter';
import { Downloads, PeriodChoice, usePeriod, type Period } from '../../account/period-choice';
import { call } from '../../api';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { onDemand } from '../../shell/on-demand';
import { Page, Panel } from '../../shell/page';
import { reportWords } from '../../text/report-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';
import { chartBars } from './chart-series';
import { usualPeriods } from './line-name';

const ReportChart = onDemand(() => import('./report-chart').then((file) => file.ReportChart));
// Beside the chart and not before it: neither waits for the code of the other.
const ReportTable = onDemand(() => import('./report-table').then((file) => file.ReportTable));
const Meanings = onDemand(() => import('./meanings').then((file) => file.Meanings));
const WaitingReceipts = onDemand(() => import('./waiting-receipts').then((file) => file.WaitingReceipts));
const ReportStand = onDemand(() => import('./report-stand').then((file) => file.ReportStand));

/** Of now, not of a period. */
const OF_NOW: ReadonlySet<ReportName> = new Set(['unassigned', 'forecast']);
const LOOK_EVERY_MS = 2_000;

/** Reports of the seller: each has an address of its own, and its filters stand in it. */
export default function Reports({ me }: StaffScreen) {
  const t = words.value;
  const { path, query, route } = useLocation();
  const named = useRoute().params['name'];
  const may = reportNames.filter((name) => REPORT_READERS[name].includes(me.role));
  const name = chosen(named, may);
  const isOthers = chosen(named, reportNames) !== undefined && !name;
  useEffect(() => {
    if (name || isOthers) return;
    route(`/reports/${may[0]!}${search(query)}`, true);
  }, [path]);
  return (
    <Page title={t.nav.reports} lead={reportWords().lead}>
      <ReportTabs names={may} current={name} />
      {name && <OneReport name={name} />}
      {isOthers && (
        <Panel>
          <EmptyState title={t.shell.noAccess} text={t.shell.noAccessText} />
        </Panel>
      )}
    </Page>
  );
}

const search = (query: Readonly<Record<string, string>>): string => {
  const kept = new URLSearchParams(query);
  return kept.size > 0 ? `?${kept}` : '';
};

function OneReport({ name }: { name: ReportName }) {
  const t = words.value;
  const s = reportWords();
  const { query } = useLocation();
  const isOfNow = OF_NOW.has(name);
  const asked = usePeriod();
  const by = chosen(query['by'], reportSteps);
  const sellers = useLoaded<PageOf<SellerDto>>('sellers', () => call(routes.sellers));
  const known = sellers.value?.items ?? [];
  // Until the sellers are known, the address is believed: another would be read only to be thrown away.
  const seller = sellers.value
    ? chosen(
        query['seller'],
        known.map(({ code }) => code),
      )
    : query['seller'];
  const isOrdered = isOfNow || !asked.from || !asked.to || asked.from <= asked.to;
  const filters = {
    ...(seller ? { seller } : {}),
    ...(isOfNow ? {} : { ...definedOf(asked), ...(by ? { by } : {}) }),
    lang: t.language,
  };
  const report = useLoaded<ReportDto>(
    isOrdered ? `reports/${name}?${new URLSearchParams(filters)}` : null,
    () => call(routes.report, { params: { name }, query: filters as never }),
    // Each look is answered when it is computed, or when a person has waited for three seconds.
    (told) => (told?.computing ? LOOK_EVERY_MS : null),
  );
  const value = report.value?.name === name ? report.value : undefined;
  // What stood there before keeps the filters in their places while another report is read.
  const latest = useRef<ReportDto>(undefined);
  if (value?.from) latest.current = value;
  const shown: Period = {
    from: latest.current?.from as Period['from'],
    to: latest.current?.to as Period['to'],
  };
  return (
    <>
      {known.length > 1 && (
        <Filter
          name="seller"
          label={s.seller}
          all={s.allSellers}
          choices={known.map((one) => [one.code, one.name] as const)}
        />
      )}
      {isOfNow ? (
        <div class="period-choice">
          <div class="period-files">
            {value?.asOf !== null && <Files name={name} period={NO_PERIOD} query={filters} />}
          </div>
        </div>
      ) : (
        <>
          <div class="report-filters">
            <Filter
              name="by"
              label={s.step}
              all={s.steps.month}
              choices={(['week', 'day'] as const).map((step) => [step, s.steps[step]] as const)}
            />
            {latest.current && <UsualPeriods report={latest.current} />}
          </div>
          <PeriodChoice label={s.period} usual={shown}>
            {value?.asOf !== null && (
              <Files name={name} period={{ ...shown, ...definedOf(asked) }} query={filters} />
            )}
          </PeriodChoice>
        </>
      )}
      {isOrdered && (
        <Ready of={{ ...report, value }} lines={8}>
          {(told) => (
            <>
              {(told.kept || told.asOf === null) && (
                <ReportStand
                  report={told}
                  error={report.error}
                  look={report.reload}
                  computeAnew={() =>
                    call(routes.report, { params: { name }, query: { ...filters, fresh: 'true' } as never })
                  }
                />
              )}
              {told.asOf !== null && <Told report={told} />}
            </>
          )}
        </Ready>
      )}
    </>
  );
}

const NO_PERIOD: Period = { from: undefined, to: undefined };
const definedOf = ({ from, to }: Period): Partial<Record<'from' | 'to', NonNullable<Period['from']>>> => ({
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
});

/** Links to the other reports keep the filters. */
function ReportTabs({ names, current }: { names: readonly ReportName[]; current: ReportName | undefined }) {
  const s = reportWords();
  const { query } = useLocation();
  const chosenTab = useRef<HTMLAnchorElement>(null);
  // On a phone the tabs are wider than the screen.
  useEffect(() => chosenTab.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [current]);
  return (
    <nav class="tabs" aria-label={s.which}>
      {names.map((name) => (
        <a
          key={name}
          ref={name === current ? chosenTab : null}
          href={`/reports/${name}${search(query)}`}
          aria-current={name === current ? 'page' : undefined}
        >
          {s.names[name]}
        </a>
      ))}
    </nav>
  );
}

function UsualPeriods({ report }: { report: ReportDto }) {
  const s = reportWords();
  const { path, query } = useLocation();
  return (
    <nav class="filter" aria-label={s.usual}>
      {usualPeriods(report.today).map(([name, from, to]) => (
        <a
          key={name}
          href={`${path}?${new URLSearchParams({ ...query, from, to })}`}
          aria-current={report.from === from && report.to === to ? 'true' : undefined}
        >
          {s.periods[name]}
        </a>
      ))}
    </nav>
  );
}

const Files = (props: { name: ReportName; period: Period; query: Readonly<Record<string, string>> }) => (
  <Downloads
    path={`/reports/${props.name}`}
    period={props.period}
    formats={['xlsx', 'csv']}
    query={props.query}
    label={reportWords().file}
  />
);

function Told({ report }: { report: ReportDto }) {
  const s = reportWords();
  const { name } = report;
  const isOfNow = name === 'unassigned' || name === 'forecast';
  return (
    <>
      {report.leftOut > 0 && <p class="alert alert-warning">{s.leftOut(report.leftOut)}</p>}
      {report.parts.length === 0 && (
        <Panel title={report.title}>
          <EmptyState
            title={isOfNow ? s.emptyNow[name] : s.empty}
            text={isOfNow ? s.emptyNow[`${name}Text`] : s.emptyText}
          />
        </Panel>
      )}
      {report.parts.map((part) => (
        <Part key={part.currency} report={report} part={part} />
      ))}
      {report.receipts.length > 0 && <WaitingReceipts report={report} />}
      <Meanings report={report} />
    </>
  );
}

function Part({ report, part }: { report: ReportDto; part: ReportPartDto }) {
  const s = reportWords();
  const bars = useMemo(() => chartBars(report, part), [report, part]);
  const sign = part.currency ? `, ${currencySign(part.currency)}` : '';
  const when = report.from ? '' : ` ${s.asOf(writeDate(report.today))}`;
  const linkOf = (from: string, to: string): string | null =>
    report.name === 'receipts'
      ? `/registers?${new URLSearchParams({ from, to, ...(report.seller ? { seller: report.seller } : {}) })}`
      : null;
  return (
    <Panel title={`${report.title}${when}${sign}`}>
      {bars && (
        <div class="chart-place">
          <ReportChart bars={bars} by={report.by} />
        </div>
      )}
      <ReportTable report={report} part={part} linkOf={linkOf} />
    </Panel>
  );
}
