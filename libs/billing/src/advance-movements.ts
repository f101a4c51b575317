import { smaller, type LocalDate, type Minor } from '@rocket/kernel';

/** Money credited to an account: an advance until a paper over what was delivered takes it up. */
export interface CreditedAdvance {
  readonly id: string;
  readonly on: LocalDate;
  readonly amount: Minor;
  /** When it was found to be another's and taken back whole; null while it stands. */
  readonly takenBackOn: LocalDate | null;
}

/** A paper over what was delivered. `advanceId`: the advance it names, or null: the oldest that have something left. */
export interface AdvanceOffset {
  readonly on: LocalDate;
  readonly advanceId: string | null;
  /** Name of the paper, which corrections call it by. */
  readonly paper: string;
  readonly amount: Minor;
}

/** What a correction takes from a paper: it is an advance again. */
export interface OffsetCorrection {
  readonly on: LocalDate;
  readonly paper: string;
  readonly amount: Minor;
}

export interface AccountAdvances {
  /** In the order of crediting. */
  readonly credited: readonly CreditedAdvance[];
  readonly offsets: readonly AdvanceOffset[];
  readonly corrections: readonly OffsetCorrection[];
  /** Money paid back to the customer: of the advance it names, as a refund to the card it came by does; else of the newest. */
  readonly refunds: readonly {
    readonly on: LocalDate;
    readonly amount: Minor;
    readonly advanceId?: string | null;
  }[];
}

/** One advance over a period: `opening + received = offset + returned + closing`. Minor units. */
export interface AdvanceMovement {
  readonly id: string;
  readonly opening: Minor;
  readonly received: Minor;
  /** Less what corrections of the period gave free again; so it may be negative. */
  readonly offset: Minor;
  readonly returned: Minor;
  readonly closing: Minor;
  /** Papers that took something of it up to the end of the period. */
  readonly papers: readonly string[];
}

interface Standing {
  readonly advance: CreditedAdvance;
  rest: Minor;
  offset: Minor;
  returned: Minor;
  readonly taken: Map<string, Minor>;
}

type Event = { readonly on: LocalDate; readonly order: number; readonly happens: () => void };

/**
 * What became of each advance up to a day, and in a period before it: received, taken up by papers, given free by corrections,
 * paid back (facts 1.4, 9.2). Events of one day come in that order. A paper that says which advance it settles settles that one;
 * one that does not, the oldest first. Days inclusive.
 */
export function advanceMovements(
  { credited, offsets, corrections, refunds }: AccountAdvances,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): AdvanceMovement[] {
  const all: Standing[] = credited
    .filter(({ on }) => on <= to)
    .map((advance) => ({ advance, rest: 0n, offset: 0n, returned: 0n, taken: new Map() }));
  const byId = new Map(all.map((one) => [one.advance.id, one]));
  const events: Event[] = [
    ...all.map((one) => event(one.advance.on, 0, () => (one.rest += one.advance.amount))),
    ...offsets.map((offset) => event(dayOfOffset(offset, byId), 1, () => takeUp(offset, all, byId))),
    ...corrections.map((correction) => event(correction.on, 2, () => giveFree(correction, all))),
    ...all.flatMap((one) =>
      one.advance.takenBackOn ? [event(one.advance.takenBackOn, 3, () => payOut(one, one.rest))] : [],
    ),
    ...refunds.map(({ on, amount, advanceId }) =>
      event(on, 4, () => payBack(amount, all, byId.get(advanceId ?? ''))),
    ),
  ].sort((a, b) => (a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1));
  const [before, during] = [
    events.filter(({ on }) => on < from),
    events.filter(({ on }) => on >= from && on <= to),
  ];
  for (const { happens } of before) happens();
  const opening = all.map(({ rest, offset, returned }) => ({ rest, offset, returned }));
  for (const { happens } of during) happens();
  return all.map(({ advance, rest, offset, returned, taken }, index) => ({
    id: advance.id,
    opening: opening[index]!.rest,
    received: advance.on >= from ? advance.amount : 0n,
    offset: offset - opening[index]!.offset,
    returned: returned - opening[index]!.returned,
    closing: rest,
    papers: [...taken].flatMap(([paper, amount]) => (amount > 0n ? [paper] : [])),
  }));
}

/**
 * Which advances money that goes back is of, when it is of none by name: the newest that have something left, because the oldest
 * are used first. What is beyond them was never an advance.
 */
export function unusedAdvances(
  advances: AccountAdvances,
  on: LocalDate,
  amount: Minor,
): { readonly id: string; readonly amount: Minor }[] {
  let left = amount;
  return advanceMovements(advances, { from: on, to: on })
    .reverse()
    .flatMap(({ id, closing }) => {
      const part = smaller(left, closing);
      left -= part;
      return part > 0n ? [{ id, amount: part }] : [];
    });
}

const event = (on: LocalDate, order: number, happens: () => void): Event => ({ on, order, happens });

/** A paper drawn up before its money was given anew is of the day of the money. */
const dayOfOffset = ({ on, advanceId }: AdvanceOffset, byId: Map<string, Standing>): LocalDate => {
  const credited = advanceId === null ? undefined : byId.get(advanceId)?.advance.on;
  return credited !== undefined && credited > on ? credited : on;
};

function takeUp(
  { advanceId, paper, amount }: AdvanceOffset,
  all: Standing[],
  byId: Map<string, Standing>,
): void {
  const named = advanceId === null ? null : byId.get(advanceId);
  let left = amount;
  for (const one of named === null ? all : named ? [named] : []) {
    const part = smaller(left, one.rest);
    one.rest -= part;
    one.offset += part;
    one.taken.set(paper, (one.taken.get(paper) ?? 0n) + part);
    left -= part;
  }
}

function giveFree({ paper, amount }: OffsetCorrection, all: Standing[]): void {
  let left = amount;
  for (const one of [...all].reverse()) {
    const part = smaller(left, one.taken.get(paper) ?? 0n);
    one.rest += part;
    one.offset -= part;
    one.taken.set(paper, (one.taken.get(paper) ?? 0n) - part);
    left -= part;
  }
}

function payOut(one: Standing, amount: Minor): void {
  one.rest -= amount;
  one.returned += amount;
}

function payBack(amount: Minor, all: Standing[], named: Standing | undefined): void {
  let left = amount;
  for (const one of [...(named ? [named] : []), ...[...all].reverse()]) {
    const part = smaller(left, one.rest);
    payOut(one, part);
    left -= part;
  }
}
