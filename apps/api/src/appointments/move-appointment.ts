import { Injectable } from '@nestjs/common';
import { assertBookable, assertMovable, billingError } from '@rocket/billing';
import type { AppointmentDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { changedNotice } from './appointment-notices';
import { AppointmentStore } from './appointment.store';
import { OpenPackage, type Asking } from './open-package';
import { appointmentView } from './show-packages';

/**
 * Agrees on a time for a service, or on another one while the first may still be given up without cost (Astars 5.3.8.1, 5.3.10.1).
 * Refuses: `appointment_too_late`, `appointment_settled`, and a time that could not be agreed on in the first place.
 */
@Injectable()
export class MoveAppointment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly openPackage: OpenPackage,
    private readonly appointments: AppointmentStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, id: string, wish: Date, asking: Asking): Promise<AppointmentDto> {
    const now = await this.clock.now();
    const moved = await withTransaction(this.db, async (tx) => {
      const { subscriptionId } = await this.appointments.read(tx, accountId, id);
      const { account, of, certificate } = await this.openPackage.run(tx, accountId, subscriptionId, asking);
      const before = await this.appointments.read(tx, accountId, id);
      const { rules, term } = of;
      if (rules === null) throw billingError('appointments_not_offered', 'Запись на эти услуги не ведётся');
      assertMovable(before, rules, now);
      const { timeZone } = account.seller;
      assertBookable(wish, { rules, term, timeZone, now });
      await this.appointments.agree(tx, before, wish);
      const after = await this.appointments.read(tx, accountId, id);
      const what = before.at ? 'moved' : 'scheduled';
      if (asking.kind !== 'user' && !certificate?.holder)
        await this.notices.post(tx, [changedNotice(after, of, what, { at: wish, timeZone }, now)], now);
      return appointmentView(after, of);
    });
    this.waker.wake('notices');
    return moved;
  }

  accountOf(productCodes: readonly string[], id: string): Promise<string> {
    return this.appointments.accountOf(this.db.manager, productCodes, id);
  }
}
