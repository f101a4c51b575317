import { Exact, type LocalDate } from '@rocket/kernel';
import { billingError } from './errors';
import type { UsageHold, UsagePart } from './usage-meter';

/** So much of a unit that is held for one caller until it says how much was used, or until the time is over. */
export interface UsageReservation {
  readonly id: string;
  readonly unit: string;
  readonly at: Date;
  readonly day: LocalDate;
  readonly parts: readonly UsagePart[];
  /** Exclusive: at that instant it holds nothing, without a job. */
  readonly expiresAt: Date;
  readonly state: 'held' | 'confirmed' | 'released';
  /** How much was confirmed; null when nothing was. */
  readonly confirmed: Exact | null;
}

export const isHeld = ({ state, expiresAt }: UsageReservation, now: Date): boolean =>
  state === 'held' && now < expiresAt;

export const reservedBy = ({ parts }: UsageReservation): Exact =>
  parts.reduce((total, { quantity }) => total.plus(quantity), new Exact(0));

/** What a reservation keeps from others at an instant. */
export const holdsOf = (reservation: UsageReservation, now: Date): UsageHold[] =>
  isHeld(reservation, now)
    ? reservation.parts.map((part) => ({ ...part, unit: reservation.unit, day: reservation.day }))
    : [];

/**
 * What confirming comes to: `again` gives the first answer; else so much is counted by the time of the reservation. One that
 * lives was promised, so nothing of it is refused; one whose time is over is an event like any other: counted if it still
 * fits, else the limit does what the offer says.
 * @param wished null: all that is reserved
 * @throws DomainError `above_reserved`, `reservation_released`, `reservation_confirmed` with another quantity
 */
export function confirmation(
  reservation: UsageReservation,
  wished: Exact | null,
  now: Date,
): {
  readonly again: boolean;
  readonly quantity: Exact;
  readonly promised: readonly UsagePart[] | undefined;
} {
  const { state, confirmed } = reservation;
  if (state === 'released') throw billingError('reservation_released', 'Резерв снят: его нельзя подтвердить');
  const reserved = reservedBy(reservation);
  const quantity = wished ?? confirmed ?? reserved;
  if (state === 'confirmed' && !quantity.eq(confirmed!)) {
    throw billingError('reservation_confirmed', 'Резерв уже подтверждён другим количеством', {
      confirmed: confirmed!.toNumber(),
    });
  }
  if (quantity.gt(reserved)) {
    throw billingError('above_reserved', 'Подтвердить можно не больше зарезервированного', {}, [
      { path: 'quantity', message: `Зарезервировано ${reserved.toString()}` },
    ]);
  }
  const promised = isHeld(reservation, now) ? reservation.parts : undefined;
  return { again: state === 'confirmed', quantity, promised };
}

/** @throws DomainError `reservation_confirmed`: what was used stays used */
export function assertReleasable({ state, confirmed }: UsageReservation): void {
  if (state !== 'confirmed') return;
  throw billingError('reservation_confirmed', 'Резерв уже подтверждён: использованное не возвращается', {
    confirmed: confirmed!.toNumber(),
  });
}
