import { addDays, type LocalDate } from '@rocket/kernel';
import fc from 'fast-check';
import { STOP_KINDS, churnOf, churnTotal, withoutTouching, type PayingTurn } from './churn';
import { bucketsOf, type ReportStep } from './report-buckets';
import { day } from './testing/scenario';

const FROM = day('2026-09-01');
const DAYS = 90;

/** The life of one unit: days on which it turns, paying or not at the start. */
interface Life {
  readonly pays: boolean;
  readonly turns: readonly number[];
}
const lives: fc.Arbitrary<Life[]> = fc.array(
  fc.record({
    pays: fc.boolean(),
    turns: fc
      .uniqueArray(fc.integer({ min: 0, max: DAYS - 1 }), { maxLength: 8 })
      .map((days) => days.sort((a, b) => a - b)),
  }),
  { maxLength: 12 },
);

function turnsOf(life: Life, unit: number): PayingTurn[] {
  let pays = life.pays;
  let hasPaid = life.pays;
  return life.turns.map((at, index) => {
    pays = !pays;
    const start = hasPaid ? ('resumed' as const) : ('new' as const);
    if (pays) hasPaid = true;
    const kind = pays ? start : STOP_KINDS[index % STOP_KINDS.length]!;
    return { unit: String(unit), on: addDays(FROM, at), kind };
  });
}
/** How many pay at the end of a day, counted unit by unit. */
const payingOn = (all: readonly Life[], date: LocalDate): number =>
  all.filter(({ pays, turns }) => {
    const passed = turns.filter((at) => addDays(FROM, at) <= date).length;
    return (passed % 2 === 0) === pays;
  }).length;

describe('churn', () => {
  it('opening + new + resumed − left = closing, in every row and over all, whatever happened', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom<ReportStep>('day', 'week', 'month'), (all, step) => {
        const buckets = bucketsOf(FROM, addDays(FROM, DAYS - 1), step);
        const rows = churnOf(all.filter(({ pays }) => pays).length, all.flatMap(turnsOf), buckets, step);
        for (const [index, row] of rows.entries()) {
          expect(row.opening + row.started.new + row.started.resumed - row.left).toBe(row.closing);
          expect(row.left).toBe(STOP_KINDS.reduce((sum, kind) => sum + row.stopped[kind], 0));
          if (index > 0) expect(row.opening).toBe(rows[index - 1]!.closing);
          expect(row.closing).toBe(payingOn(all, row.bucket.to));
        }
        const total = churnTotal(rows)!;
        expect([total.opening, total.closing]).toEqual([rows[0]!.opening, rows.at(-1)!.closing]);
        expect(total.opening + total.started.new + total.started.resumed - total.left).toBe(total.closing);
      }),
    );
  });

  it('whoever connects again on the day of the end was never away', () => {
    const on = day('2026-09-10');
    const turns: PayingTurn[] = [
      { unit: 'a', on, kind: 'declined' },
      { unit: 'a', on, kind: 'resumed' },
      { unit: 'b', on, kind: 'declined' },
      { unit: 'b', on: addDays(on, 1), kind: 'resumed' },
    ];
    expect(withoutTouching(turns)).toEqual(turns.slice(2));
  });

  it('has no share where nobody paid before', () => {
    const buckets = bucketsOf(FROM, day('2026-10-31'), 'month');
    const turns: PayingTurn[] = [
      { unit: 'a', on: FROM, kind: 'new' },
      { unit: 'a', on: day('2026-10-01'), kind: 'suspended' },
    ];
    expect(churnOf(0, turns, buckets, 'month').map(({ share, closing }) => [share, closing])).toEqual([
      [null, 1],
      ['100.0', 0],
    ]);
    expect(churnTotal([])).toBeNull();
  });
});
