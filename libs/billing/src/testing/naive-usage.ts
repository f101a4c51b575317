import { addDays, type LocalDate, type Span } from '@rocket/kernel';
import type { QuotaLimit } from '../metering';

/** What was accepted, in billionths of a unit: whole numbers, so that nothing of the real code is needed to add them. */
export interface AcceptedUse {
  readonly day: LocalDate;
  readonly amount: bigint;
}

const BILLION = 1_000_000_000n;

/** Counts by walking day by day through everything that was ever accepted. Slow, and simple enough to be believed. */
export class NaiveUsage {
  readonly accepted: AcceptedUse[] = [];

  constructor(
    private readonly limit: QuotaLimit,
    private readonly quantity: number,
    private readonly paid: readonly Span[],
  ) {}

  use(
    day: LocalDate,
    amount: bigint,
  ): { verdict: 'counted' | 'dropped' | 'refused'; used: bigint; quota: bigint } {
    const quota = this.quota(this.name(day));
    const used = this.used(this.name(day));
    const isOver = amount > 0n && used + amount > quota;
    if (isOver && this.limit.over === 'refuse') return { verdict: 'refused', used, quota };
    if (isOver && this.limit.over === 'drop') return { verdict: 'dropped', used, quota };
    this.accepted.push({ day, amount });
    return { verdict: 'counted', used: used + amount, quota };
  }

  /** The name of the window a day lies in; windows are told apart by nothing else. */
  private name(day: LocalDate): string {
    if (this.limit.per === 'P1D') return day;
    if (this.limit.per === 'P1M') return day.slice(0, 7);
    return String(this.paid.findIndex(({ start, end }) => start <= day && day < end));
  }

  private used(name: string): bigint {
    let used = 0n;
    for (const each of this.accepted) if (this.name(each.day) === name) used += each.amount;
    return used;
  }

  private quota(name: string): bigint {
    const own = BigInt(this.limit.included * this.quantity) * BILLION;
    if (this.limit.rollOverCap === undefined) return own;
    const cap = BigInt(this.limit.rollOverCap * this.quantity) * BILLION;
    let carried = 0n;
    for (const each of this.names()) {
      if (each === name) break;
      const left = own + carried - this.used(each);
      carried = left < 0n ? 0n : left < cap ? left : cap;
    }
    return own + carried;
  }

  /** Every window with a paid day in it, in order. */
  private names(): string[] {
    const names = new Set<string>();
    for (const { start, end } of this.paid)
      for (let day = start; day < end; day = addDays(day, 1)) names.add(this.name(day));
    return [...names];
  }
}
