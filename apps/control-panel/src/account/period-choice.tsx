import { isLocalDate, type LocalDate } from '@rocket/kernel';
import { TextField } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { words } from '../text/words';

/** Whole days, both ends included; what is left out is open. */
export interface Period {
  readonly from: LocalDate | undefined;
  readonly to: LocalDate | undefined;
}

const dateIn = (value: string | undefined): LocalDate | undefined =>
  value !== undefined && isLocalDate(value) ? (value as LocalDate) : undefined;

/** The period of the address, so that it can be sent and survives a reload. */
export function usePeriod(): Period {
  const { query } = useLocation();
  return { from: dateIn(query['from']), to: dateIn(query['to']) };
}

/** Two days that live in the address, and what can be taken away for them. */
export function PeriodChoice({
  label,
  usual,
  more,
  children,
}: {
  label: string;
  /** The period of an address that names none. */
  usual?: Period;
  /** Another field of the same row. */
  more?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const t = words.value.period;
  const { path, query, route } = useLocation();
  const asked = usePeriod();
  const from = asked.from ?? usual?.from;
  const to = asked.to ?? usual?.to;
  const set = (name: 'from' | 'to', value: string): void => {
    const search = new URLSearchParams(query);
    if (value) search.set(name, value);
    else search.delete(name);
    route(search.size > 0 ? `${path}?${search}` : path, true);
  };
  const isTurned = from !== undefined && to !== undefined && from > to;
  return (
    <form class="period-choice" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      <TextField
        name="from"
        type="date"
        label={t.from}
        value={from ?? ''}
        onChange={(value) => set('from', value)}
      />
      <TextField
        name="to"
        type="date"
        label={t.to}
        value={to ?? ''}
        onChange={(value) => set('to', value)}
        {...(isTurned ? { error: t.turned } : {})}
      />
      {more}
      {children && !isTurned && <div class="period-files">{children}</div>}
    </form>
  );
}

/** Links to files of the same thing in several formats. */
export function Downloads({
  path,
  period,
  formats,
  label,
  query = {},
}: {
  /** Below /api/v1. */
  path: string;
  period: Period;
  formats: readonly ('pdf' | 'xlsx' | 'csv' | 'zip')[];
  label: (format: string) => string;
  query?: Readonly<Record<string, string>>;
}) {
  return (
    <>
      {formats.map((format) => {
        const search = new URLSearchParams(query);
        if (period.from) search.set('from', period.from);
        if (period.to) search.set('to', period.to);
        if (format !== 'zip') search.set('format', format);
        return (
          <a
            key={format}
            class="button button-secondary"
            href={`/api/v1${path}${search.size > 0 ? `?${search}` : ''}`}
            download
            aria-label={label(format.toUpperCase())}
          >
            {format.toUpperCase()}
          </a>
        );
      })}
    </>
  );
}
