import { addDays, type LocalDate } from '@rocket/kernel';
import fc from 'fast-check';
import type { GrantState } from '../grants';
import type { AnnouncedPrice } from '../price-changes';
import type { AccountSnapshot, OutageDays } from '../snapshot';
import {
  accountFrom,
  announcement,
  bonus,
  brokenDays,
  firstDay,
  metered,
  PRODUCTS,
  ZONES,
  type Metered,
  type Zone,
} from './arbitrary-accounts';

/** What may happen to an account between two runs, or as one. */
export type Happening =
  | { readonly kind: 'daily runs'; readonly days: number }
  | { readonly kind: 'late run'; readonly days: number; readonly hour: number }
  | { readonly kind: 'run of a past date'; readonly days: number; readonly back: number }
  | { readonly kind: 'top-up'; readonly amount: bigint }
  | { readonly kind: 'bonus'; readonly grant: Omit<GrantState, 'id'> }
  | { readonly kind: 'price'; readonly productCode: string; readonly change: AnnouncedPrice }
  | { readonly kind: 'outage'; readonly outage: OutageDays }
  | { readonly kind: 'auto-renew'; readonly index: number }
  | { readonly kind: 'credit'; readonly index: number; readonly amount: bigint }
  | { readonly kind: 'use'; readonly index: number; readonly used: Metered }
  | { readonly kind: 'staff'; readonly hold: boolean }
  | { readonly kind: 'expiries are written down' }
  | { readonly kind: 'termination' };

export interface History {
  readonly zone: Zone;
  readonly from: LocalDate;
  readonly account: AccountSnapshot;
  readonly happenings: readonly Happening[];
}

const happening = (from: LocalDate, zone: Zone): fc.Arbitrary<Happening> => {
  const of = <K extends Happening['kind']>(kind: K) => ({ kind: fc.constant(kind) });
  const index = fc.integer({ min: 0, max: 4 });
  const weighted = (weight: number, arbitrary: fc.Arbitrary<Happening>) => ({ weight, arbitrary });
  return fc.oneof(
    weighted(4, fc.record({ ...of('daily runs'), days: fc.integer({ min: 1, max: 25 }) })),
    weighted(
      4,
      fc.record({
        ...of('late run'),
        days: fc.integer({ min: 0, max: 12 }),
        hour: fc.integer({ min: 0, max: 23 }),
      }),
    ),
    weighted(
      2,
      fc.record({
        ...of('run of a past date'),
        days: fc.integer({ min: 0, max: 6 }),
        back: fc.integer({ min: 0, max: 5 }),
      }),
    ),
    weighted(4, fc.record({ ...of('top-up'), amount: fc.bigInt(1n, 80_000n) })),
    weighted(2, fc.record({ ...of('bonus'), grant: bonus(addDays(from, 20), ZONES[zone], false) })),
    weighted(
      2,
      fc.record({
        ...of('price'),
        productCode: fc.constantFrom(...PRODUCTS),
        change: announcement(from),
      }),
    ),
    weighted(2, fc.record({ ...of('outage'), outage: brokenDays(from) })),
    weighted(1, fc.record({ ...of('auto-renew'), index })),
    weighted(1, fc.record({ ...of('credit'), index, amount: fc.bigInt(1n, 20_000n) })),
    weighted(4, fc.record({ ...of('use'), index, used: metered })),
    weighted(1, fc.record({ ...of('staff'), hold: fc.boolean() })),
    weighted(1, fc.record(of('expiries are written down'))),
    {
      weight: 1,
      arbitrary: fc.constantFrom<Happening>({ kind: 'termination' }, { kind: 'daily runs', days: 3 }),
    },
  );
};

export const history: fc.Arbitrary<History> = fc
  .tuple(firstDay, fc.constantFrom(...(Object.keys(ZONES) as Zone[])))
  .chain(([from, zone]) =>
    fc.record({
      zone: fc.constant(zone),
      from: fc.constant(from),
      account: accountFrom(from, zone),
      happenings: fc.array(happening(from, zone), { minLength: 1, maxLength: 14 }),
    }),
  );
