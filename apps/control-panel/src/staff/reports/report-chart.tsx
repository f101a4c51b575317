import type { ReportStepName } from '@rocket/contracts';
import { isLocalDate } from '@rocket/kernel';
import { useWriting, type Language } from '@rocket/ui';
import '../../chart-styles';
import { BarChart, type BarChartOptions } from 'chartist';
import { useEffect, useRef } from 'preact/hooks';
import { reportWords } from '../../text/report-words';
import type { ChartBars } from './chart-series';
import { shortLineName } from './line-name';

/** Names under bars that fit beside each other, on a wide screen and on a phone. */
const [MOST_NAMES, MOST_NARROW, MOST_LONG_NARROW] = [16, 5, 2];
const LONG_NAME = 6;
const NARROW = 'screen and (max-width: 640px)';
/** Room for labels, in pixels: what the library leaves is cut. */
const PADDING = { top: 12, right: 12, bottom: 0, left: 8 };
const [LABELS_OF_SUMS, LABELS_OF_COUNTS] = [84, 44];
const [WIDEST, ROOM] = [36, 560];

/** The lines of a report as bars. A picture only: the same numbers stand below it in a table. */
export function ReportChart({ bars, by }: { bars: ChartBars; by: ReportStepName | null }) {
  const s = reportWords();
  const { language } = useWriting();
  const where = useRef<HTMLDivElement>(null);
  const beside = bars.stacked ? 1 : bars.series.length;
  const width = Math.max(2, Math.min(WIDEST, Math.floor(ROOM / (bars.lines.length * (beside + 0.5)))));
  useEffect(() => {
    if (!where.current) return undefined;
    const data = {
      labels: bars.lines.map((line) => nameOf(line, language, by)),
      series: bars.series.map(({ name, values }) => ({
        className: `bars-${TONES[name]}`,
        data: [...values],
      })),
    };
    const isLong = data.labels.some((label) => label.length > LONG_NAME);
    const chart = new BarChart(where.current, data, optionsOf(bars, language, width), [
      [
        NARROW,
        {
          axisX: {
            labelInterpolationFnc: everyNth(data.labels.length, isLong ? MOST_LONG_NARROW : MOST_NARROW),
          },
        },
      ],
    ]);
    return () => chart.detach();
  }, [bars, by, language]);
  const names = bars.series.map(({ name }) => s.series[name]);
  return (
    <div class="report-chart">
      <p class="bar-names" aria-hidden="true">
        {bars.series.map(({ name }) => (
          <span key={name} class={`bar-name-${TONES[name]}`}>
            {s.series[name]}
          </span>
        ))}
      </p>
      <div
        ref={where}
        class="chart"
        role="img"
        style={{ '--bar': `${width}px` }}
        aria-label={s.chart(names.join(', '), bars.lines.length)}
      />
    </div>
  );
}

/** What is wanted, what is not, and what is neither: the same colour in every report, whatever else is drawn. */
const TONES: Readonly<Record<ChartBars['series'][number]['name'], 'main' | 'good' | 'warning' | 'quiet'>> = {
  ...{ received: 'main', returned: 'warning', netMoney: 'main', netBonus: 'good' },
  ...{ given: 'main', used: 'good', burnt: 'warning', revoked: 'quiet' },
  ...{ new: 'main', resumed: 'good', left: 'warning' },
  ...{ paid: 'good', onTrial: 'main', unpaid: 'warning', free: 'quiet' },
  ...{ rest: 'main', money: 'main', bonus: 'good', atRisk: 'warning' },
};

const nameOf = (line: string, language: Language, by: ReportStepName | null): string =>
  isLocalDate(line) ? shortLineName(language, line, by ?? 'day') : line;

const everyNth = (lines: number, most: number) => {
  const step = Math.ceil(lines / most);
  return (label: string | number | Date, index: number): string | null =>
    index % step === 0 ? String(label) : null;
};

function optionsOf(bars: ChartBars, language: Language, width: number): BarChartOptions {
  const text = new Intl.NumberFormat(language, {
    maximumFractionDigits: 0,
    ...(bars.isMoney ? { notation: 'compact' as const, maximumFractionDigits: 1 } : {}),
  });
  return {
    stackBars: bars.stacked,
    seriesBarDistance: width + 2,
    axisX: { showGrid: false, labelInterpolationFnc: everyNth(bars.lines.length, MOST_NAMES) },
    axisY: {
      offset: bars.isMoney ? LABELS_OF_SUMS : LABELS_OF_COUNTS,
      scaleMinSpace: 36,
      onlyInteger: true,
      labelInterpolationFnc: (value) => text.format(bars.isMoney ? Number(value) / 100 : Number(value)),
    },
    chartPadding: PADDING,
  };
}
