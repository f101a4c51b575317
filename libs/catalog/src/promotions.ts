import { addDays, type LocalDate } from '@rocket/kernel';

/** For whom a promotion is: anybody, or accounts that had connected nothing of the seller before it opened. */
export type Audience = 'everyone' | 'newcomers';

/**
 * A rule by which whoever connects a product is given it free of charge for a period (rule 8; first offer, clause 3.12, last
 * part). It is access, never money or bonus. Dates are the seller's own days.
 */
export interface Promotion {
  readonly id: string;
  readonly name: string;
  /** The first and the last day of connecting. */
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly audience: Audience;
  /** How many units are free; null: all of them. */
  readonly mostUnits: number | null;
  /** So many days, or until a last day. */
  readonly gives: { readonly days: number } | { readonly untilOn: LocalDate };
  readonly createdAt: Date;
}

/** What an account has had, as far as promotions of one product ask. */
export interface PromotionPast {
  /** The day it connected anything of the seller for the first time; null: it never did. */
  readonly firstConnectedOn: LocalDate | null;
  /** The last day on which this product was connected; null: it never was. */
  readonly lastConnectedOn: LocalDate | null;
  /** Promotions that have given it this product already. */
  readonly taken: ReadonlySet<string>;
}

/** What connecting gives: free days, both included. */
export interface PromisedTerm {
  readonly promotion: Promotion;
  readonly from: LocalDate;
  readonly untilOn: LocalDate;
}

/** The last free day of a term that begins on `from`; null when the promotion gives no day there. */
export function lastFreeDay({ gives }: Pick<Promotion, 'gives'>, from: LocalDate): LocalDate | null {
  const last = 'days' in gives ? addDays(from, gives.days - 1) : gives.untilOn;
  return last < from ? null : last;
}

/**
 * What an account is given that connects a product on `on`; null when no promotion gives a day.
 *
 * A promotion is for connecting: it gives nothing for a product that was connected on a day of its window already, so leaving
 * and coming back earns nothing. It gives an account a product once. The trial is the customer's own by the offer (2.4.2) and
 * runs first: the free term begins on `freeFrom`, the first day that would have to be paid for.
 *
 * Of several promotions one gives, and they never add up: the one whose free days last longest; of equal ones the one with
 * more free units, then the older, then by id.
 * @param promotions those of the product that nobody has ended
 */
export function promotionFor(
  promotions: readonly Promotion[],
  at: { readonly on: LocalDate; readonly freeFrom: LocalDate },
  past: PromotionPast,
): PromisedTerm | null {
  const promised = promotions
    .filter((promotion) => isOpen(promotion, at.on) && isFor(promotion, past))
    .flatMap((promotion): PromisedTerm[] => {
      const untilOn = lastFreeDay(promotion, at.freeFrom);
      return untilOn === null ? [] : [{ promotion, from: at.freeFrom, untilOn }];
    });
  return promised.sort(byGenerosity)[0] ?? null;
}

const isOpen = ({ opensOn, closesOn }: Promotion, on: LocalDate): boolean => opensOn <= on && on <= closesOn;

function isFor(promotion: Promotion, { taken, lastConnectedOn, firstConnectedOn }: PromotionPast): boolean {
  const { id, audience, opensOn } = promotion;
  if (taken.has(id) || (lastConnectedOn !== null && lastConnectedOn >= opensOn)) return false;
  return audience === 'everyone' || firstConnectedOn === null || firstConnectedOn >= opensOn;
}

function byGenerosity(a: PromisedTerm, b: PromisedTerm): number {
  if (a.untilOn !== b.untilOn) return a.untilOn > b.untilOn ? -1 : 1;
  const [mine, theirs] = [a, b].map(({ promotion }) => promotion.mostUnits ?? Infinity) as [number, number];
  if (mine !== theirs) return theirs - mine;
  const older = a.promotion.createdAt.getTime() - b.promotion.createdAt.getTime();
  return older || (a.promotion.id < b.promotion.id ? -1 : 1);
}
