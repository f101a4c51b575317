import { Injectable } from '@nestjs/common';
import {
  assertMissable,
  assertOpen,
  billingError,
  cancellation,
  freeUntil,
  type AppointmentSide,
} from '@rocket/billing';
import type { AppointmentDto } from '@rocket/contracts';
import { Clock, DomainError, Exact, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { CountUsage } from '../usage/count-usage';
import { changedNotice, renderedNotice } from './appointment-notices';
import { AppointmentStore, type AppointmentRecord } from './appointment.store';
import { OpenPackage, type Asking, type OpenedPackage } from './open-package';
import { appointmentView } from './show-packages';

type Decision =
  | { readonly state: 'rendered' | 'cancelled'; readonly why: null }
  | { readonly state: 'forfeited'; readonly why: 'late' | 'missed' };

/**
 * How a requested service ended. Rendered (Astars 5.3.11) or forfeited (5.3.9) it is written off its own package in the same
 * transaction, through the counting every use goes through; given up in time or by the specialist it comes back (5.3.8, 5.3.10). Said
 * again, the first answer is given.
 */
@Injectable()
export class SettleAppointment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly openPackage: OpenPackage,
    private readonly appointments: AppointmentStore,
    private readonly countUsage: CountUsage,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  /** Refuses: `appointment_settled`, `appointment_outside_term` when it could not have been rendered in the term. */
  render(accountId: string, id: string, asking: Asking): Promise<AppointmentDto> {
    return this.settle(accountId, id, asking, (one, { of, account }, now) => {
      if (one.state === 'rendered') return null;
      assertOpen(one);
      const day = dayOf(renderedAt(one, now), account.seller.timeZone);
      if (day < of.term.start || day >= of.term.end)
        throw billingError(
          'appointment_outside_term',
          day < of.term.start
            ? 'Пакет ещё не начал действовать'
            : 'Срок пакета закончился: списать услугу нельзя',
          { startsOn: of.term.start, endsOn: of.term.end },
        );
      return { state: 'rendered', why: null };
    });
  }

  /** Refuses: `appointment_settled`, `appointment_not_begun`. */
  miss(accountId: string, id: string, asking: Asking): Promise<AppointmentDto> {
    return this.settle(accountId, id, asking, (one, _, now) => {
      if (one.why === 'missed') return null;
      assertMissable(one, now);
      return { state: 'forfeited', why: 'missed' };
    });
  }

  /**
   * Refuses: `appointment_settled`; `appointment_too_late` when it would cost the service and must not (`mayCost` false): what was
   * shown as free is never written off.
   */
  cancel(
    accountId: string,
    id: string,
    by: AppointmentSide,
    asking: Asking,
    mayCost = true,
  ): Promise<AppointmentDto> {
    return this.settle(accountId, id, asking, (one, { of: { rules } }, now) => {
      if (one.state === 'cancelled' || one.why === 'late') return null;
      // Rules that were taken away since then bind nobody.
      const state = rules ? cancellation(one, by, rules, now) : (assertOpen(one), 'cancelled' as const);
      if (state === 'forfeited' && !mayCost)
        throw billingError('appointment_too_late', 'Отменить без потерь уже нельзя: услуга спишется', {
          freeUntil: freeUntil(one, rules!)!.toISOString(),
        });
      return state === 'forfeited' ? { state, why: 'late' } : { state, why: null };
    });
  }

  private async settle(
    accountId: string,
    id: string,
    asking: Asking,
    decide: (one: AppointmentRecord, opened: OpenedPackage, now: Date) => Decision | null,
  ): Promise<AppointmentDto> {
    const now = await this.clock.now();
    const settled = await withTransaction(this.db, async (tx) => {
      const { subscriptionId } = await this.appointments.read(tx, accountId, id);
      const opened = await this.openPackage.run(tx, accountId, subscriptionId, asking);
      const one = await this.appointments.read(tx, accountId, id);
      const decision = decide(one, opened, now);
      if (decision) {
        if (decision.state !== 'cancelled') await this.writeOff(tx, opened, one, decision, now);
        await this.appointments.settle(tx, one, { ...decision, by: asking.key }, now);
        await this.notices.post(tx, noticesOf(opened, one, decision, asking, now), now);
      }
      return appointmentView(await this.appointments.read(tx, accountId, id), opened.of);
    });
    this.waker.wake('notices');
    return settled;
  }

  /** By its own agreed time: late news of the last day is counted in the term, an early forfeit by the day it was agreed for. */
  private async writeOff(
    tx: EntityManager,
    { account, of }: OpenedPackage,
    one: AppointmentRecord,
    { state }: Decision,
    now: Date,
  ): Promise<void> {
    const at = state === 'rendered' ? renderedAt(one, now) : one.at!;
    const quantity = new Exact(1);
    const promised = [{ subscriptionId: of.subscriptionId, quantity }];
    const sent = [{ id: one.id, unit: one.unit, quantity, at, promised, isAgreed: true }];
    const { projectId, productCode } = of;
    const [answers] = await this.countUsage.run(tx, productCode, [{ account, projectId, sent }], now, one.id);
    const answer = answers![0]!;
    if (answer instanceof DomainError) throw answer;
  }
}

/** When it was agreed for, unless that is still to come; without a time, now. */
const renderedAt = ({ at }: AppointmentRecord, now: Date): Date => (at && at < now ? at : now);

/** Whoever holds the certificate without an account is told by the product that served them. */
function noticesOf(
  { account, of, certificate }: OpenedPackage,
  one: AppointmentRecord,
  { state, why }: Decision,
  asking: Asking,
  now: Date,
): NewNotice[] {
  if (certificate?.holder) return [];
  if (state === 'rendered') return [renderedNotice(one, of)];
  if (state === 'cancelled' && asking.kind === 'user') return [];
  const agreed = { at: one.at, timeZone: account.seller.timeZone };
  return [changedNotice(one, of, why ?? 'cancelled', agreed, now)];
}
