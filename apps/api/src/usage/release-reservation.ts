import { Injectable } from '@nestjs/common';
import { assertReleasable } from '@rocket/billing';
import type { ReleasedReservationDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { ReservationStore } from './reservation.store';

/** Frees what a reservation holds: nothing of it was used. Said again, nothing happens. Refuses `reservation_confirmed`. */
@Injectable()
export class ReleaseReservation {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly reservations: ReservationStore,
  ) {}

  async run(productCode: string, id: string): Promise<ReleasedReservationDto> {
    const now = await this.clock.now();
    const accountId = await this.reservations.accountOf(this.db.manager, productCode, id);
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const reservation = (await this.reservations.find(tx, accountId, id))!;
      assertReleasable(reservation);
      if (reservation.state === 'held')
        await this.reservations.settle(tx, accountId, id, { state: 'released' }, now);
    });
    return { reservationId: id, state: 'released' };
  }
}
