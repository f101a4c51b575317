import { Injectable } from '@nestjs/common';
import { confirmation } from '@rocket/billing';
import type { ConfirmReservationDto, ConfirmedReservationDto } from '@rocket/contracts';
import { Clock, DomainError, Exact } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { CountUsage } from './count-usage';
import { toDto } from './record-usage';
import { ReservationStore } from './reservation.store';

/**
 * Counts what was used of a reservation, by the time it was made for, and frees the rest. Said again with the same quantity it
 * gives the first answer. Too late, it is an event like any other: counted if it still fits, else refused, so that it may be
 * tried again, or dropped for good where the offer drops.
 *
 * Refuses: `above_reserved`, `reservation_released`, `reservation_confirmed` with another quantity, `limit_exceeded` when it
 * is too late, and what ended the use of the product meanwhile.
 */
@Injectable()
export class ConfirmReservation {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly reservations: ReservationStore,
    private readonly countUsage: CountUsage,
    private readonly waker: Waker,
  ) {}

  async run(
    productCode: string,
    id: string,
    { quantity: wished }: ConfirmReservationDto,
  ): Promise<ConfirmedReservationDto> {
    const now = await this.clock.now();
    const accountId = await this.reservations.accountOf(this.db.manager, productCode, id);
    const confirmed = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const reservation = (await this.reservations.find(tx, accountId, id))!;
      const { again, quantity, promised } = confirmation(
        reservation,
        wished === undefined ? null : new Exact(wished),
        now,
      );
      const { unit, at } = reservation;
      const sent = [{ id, unit, quantity, at, promised }];
      const projectId = await this.reservations.projectOf(tx, accountId, id);
      const [answers] = await this.countUsage.run(tx, productCode, [{ account, projectId, sent }], now, id);
      const answer = answers![0]!;
      if (answer instanceof DomainError) throw answer;
      if (!again && answer.accepted)
        await this.reservations.settle(tx, accountId, id, { state: 'confirmed', confirmed: quantity }, now);
      return { reservationId: id, quantity: quantity.toNumber(), ...toDto(answer) };
    });
    this.waker.wake('notices');
    return confirmed;
  }
}
