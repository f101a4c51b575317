import { addDays, daysBetween, parseMinor, type LocalDate } from '@rocket/kernel';
import { useWriting, writeDate, writeMoney } from '@rocket/ui';
import '../../chart-styles';
import { AutoScaleAxis, FixedScaleAxis, Interpolation, LineChart, type LineChartOptions } from 'chartist';
import { useEffect, useRef } from 'preact/hooks';
import { chartWords } from '../../text/chart-words';
import type { ForecastPoint } from './forecast-line';

/** A date under each week; where there is no room for five of them, under each fortnight. */
const [WEEK, FORTNIGHT] = [7, 14];
const NARROW = 'screen and (max-width: 640px)';
/** Room for labels, in pixels: what the library leaves is cut. */
const PADDING = { top: 12, right: 28, bottom: 0, left: 8 };
const LABELS_OF_SUMS = 68;

/** The balance of the next 30 days as a line. A picture only: the same days stand beside it in words. */
export function ForecastChart({
  points,
  short,
}: {
  points: readonly ForecastPoint[];
  short: LocalDate | null;
}) {
  const t = chartWords();
  const { language } = useWriting();
  const where = useRef<HTMLDivElement>(null);
  const [first, last] = [points[0]!, points.at(-1)!];
  const hasBonus = points.some(({ bonus }) => /[1-9]/.test(bonus.amount));
  useEffect(() => {
    if (!where.current) return undefined;
    const at = (date: LocalDate): number => daysBetween(first.date, date);
    const line = (of: 'money' | 'bonus') =>
      points.map((point) => ({ x: at(point.date), y: Number(parseMinor(point[of].amount)) }));
    const money = line('money');
    const top = [...money, ...line('bonus')].reduce((highest, { y }) => (y > highest ? y : highest), 1);
    const upright =
      short === null
        ? []
        : [
            { x: at(short), y: 0 },
            { x: at(short), y: top },
          ];
    const series = [
      { name: 'money', className: 'chart-money', data: money },
      { name: 'bonus', className: 'chart-bonus', data: hasBonus ? line('bonus') : [] },
      { name: 'short', className: 'chart-stop', data: upright },
    ];
    const days = at(last.date);
    const chart = new LineChart(where.current, { series }, optionsOf(language, first.date, days), [
      [NARROW, { axisX: { ticks: ticksOf(days, FORTNIGHT) } }],
    ]);
    return () => chart.detach();
  }, [points, short, language]);
  const label = t.label(
    writeDate(last.date),
    writeMoney(language, first.money),
    writeMoney(language, last.money),
  );
  return (
    <>
      {hasBonus && (
        <p class="chart-names" aria-hidden="true">
          <span class="chart-name-money">{t.money}</span>
          <span class="chart-name-bonus">{t.bonus}</span>
        </p>
      )}
      <div ref={where} class="chart" role="img" aria-label={label} />
    </>
  );
}

const MILLION = 1_000_000;

const ticksOf = (days: number, step: number): number[] =>
  Array.from({ length: days / step + 1 }, (_, nth) => nth * step);

function optionsOf(language: string, from: LocalDate, days: number): LineChartOptions {
  const dayText = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const sumText = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  // Beside the line there is room for six digits: «500 млн» for what is longer.
  const millions = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const sumOf = (roubles: number): string =>
    (Math.abs(roubles) < MILLION ? sumText : millions).format(roubles);
  return {
    axisX: {
      type: FixedScaleAxis,
      low: 0,
      high: days,
      ticks: ticksOf(days, WEEK),
      labelInterpolationFnc: (day) => dayText.format(Date.parse(addDays(from, Number(day)))),
    },
    axisY: {
      type: AutoScaleAxis,
      low: 0,
      offset: LABELS_OF_SUMS,
      scaleMinSpace: 36,
      labelInterpolationFnc: (kopecks) => sumOf(Number(kopecks) / 100),
    },
    chartPadding: PADDING,
    fullWidth: true,
    showPoint: false,
    lineSmooth: Interpolation.step({ postpone: true }),
    series: { money: { showArea: true } },
  };
}
