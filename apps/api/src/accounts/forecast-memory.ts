import { hash } from 'node:crypto';
import { serialize } from 'node:v8';
import { forecastBalance, runInstant, type AccountSnapshot, type BalanceForecast } from '@rocket/billing';
import { addDays, dayOf, type LocalDate } from '@rocket/kernel';

/** Accounts remembered; more than that, and all are forgotten: what is asked again is foreseen again. */
const MOST = 20_000;

interface Remembered {
  readonly of: string;
  readonly forecast: BalanceForecast;
}

/**
 * Forecasts of balances, each remembered with everything it follows from: the snapshot as it was read and the day. A widget asks for the
 * same one again and again, and a year of renewals is played for it. What is read differently is foreseen anew, so nothing has
 * to be told of changes.
 */
export class ForecastMemory {
  private readonly known = new Map<string, Remembered>();

  /** As `forecastBalance` from the next run on. */
  of(snapshot: AccountSnapshot, now: Date): BalanceForecast {
    const today = dayOf(now, snapshot.timeZone);
    const nextRun = runInstant(today, snapshot.timeZone) >= now ? today : addDays(today, 1);
    // No run to come is before now, so the time of day makes no other difference than which run is the next.
    const of = fingerprint(snapshot, today, nextRun);
    const known = this.known.get(snapshot.accountId);
    if (known?.of === of) return known.forecast;
    const forecast = forecastBalance(snapshot, nextRun, today, now);
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(snapshot.accountId, { of, forecast });
    return forecast;
  }
}

const fingerprint = (...facts: readonly [AccountSnapshot, LocalDate, LocalDate]): string =>
  hash('sha256', serialize(facts), 'base64');
