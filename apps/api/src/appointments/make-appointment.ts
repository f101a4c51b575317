import { Injectable } from '@nestjs/common';
import { assertBookable, assertInTerm, billingError } from '@rocket/billing';
import { unitName } from '@rocket/catalog';
import type { AppointmentDto } from '@rocket/contracts';
import { Clock, dayOf, later, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { CertificateStore } from '../certificates/certificate.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { OpenMeters } from '../usage/open-meters';
import { placeOf, usingOf } from '../usage/used-subscription.store';
import { changedNotice } from './appointment-notices';
import { AppointmentStore } from './appointment.store';
import { OpenPackage, type Asking, type OpenedPackage } from './open-package';
import { appointmentView } from './show-packages';

interface Wish {
  readonly unit: string;
  readonly at?: string | undefined;
  readonly about?: string | undefined;
}

/**
 * Asks for one service of a package: it is held until it is rendered, forfeited or given up, so that nobody is promised more than
 * there is (Astars 5.3.2–5.3.5). A time may be agreed at once or later.
 *
 * Refuses: `appointments_not_offered`, `appointment_outside_term` (5.3.5.2), `services_spent` (5.3.5.3), `unit_not_metered`, a time that
 * is past or outside the hours (5.3.1), `not_the_holder`, `account_not_active`, `refund_under_way`, `subscription_ended`.
 */
@Injectable()
export class MakeAppointment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly openPackage: OpenPackage,
    private readonly openMeters: OpenMeters,
    private readonly appointments: AppointmentStore,
    private readonly certificates: CertificateStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    subscriptionId: string,
    wish: Wish,
    asking: Asking,
    requestKey: string | null,
  ): Promise<AppointmentDto> {
    const now = await this.clock.now();
    const made = await withTransaction(this.db, async (tx) => {
      const opened = await this.openPackage.run(tx, accountId, subscriptionId, asking);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      return this.within(tx, opened, wish, asking, id, now);
    });
    this.waker.wake('notices');
    return made;
  }

  /** Of whoever names the number of a certificate (4.5). */
  async byCertificate(
    productCodes: readonly string[],
    { certificate, ...wish }: Wish & { readonly certificate: string },
    asking: Asking,
    requestKey: string | null,
  ): Promise<AppointmentDto> {
    const found = await this.certificates.byNumber(this.db.manager, productCodes, certificate);
    return this.run(found.accountId, found.subscriptionId, wish, asking, requestKey);
  }

  private async within(
    tx: EntityManager,
    opened: OpenedPackage,
    wish: Wish,
    asking: Asking,
    id: string,
    now: Date,
  ): Promise<AppointmentDto> {
    const { account, of, certificate } = opened;
    const { timeZone } = account.seller;
    // Asked before, and the answer was lost: it is held already.
    const known = await this.appointments.find(tx, account.id, id);
    if (known) return appointmentView(known, of);
    const { rules, term } = of;
    if (rules === null)
      throw billingError('appointments_not_offered', `«${of.productName}»: запись на услуги не ведётся`);
    const today = dayOf(now, timeZone);
    if (of.isCutShort)
      throw billingError('subscription_ended', 'Пакет отключён: услуги по нему не оказывают');
    assertInTerm(today, term);
    const day = later(today, term.start);
    await this.assertLeft(tx, opened, wish.unit, day, now);
    const at = wish.at === undefined ? null : new Date(wish.at);
    if (at) assertBookable(at, { rules, term, timeZone, now });
    await this.appointments.insert(
      tx,
      {
        id,
        accountId: account.id,
        subscriptionId: of.subscriptionId,
        productCode: of.productCode,
        unit: wish.unit,
        day,
        about: wish.about ?? null,
        at,
        requestedAt: now,
      },
      asking.key,
    );
    const made = await this.appointments.read(tx, account.id, id);
    if (asking.kind !== 'user' && at && !certificate?.holder)
      await this.notices.post(tx, [changedNotice(made, of, 'scheduled', { at, timeZone }, now)], now);
    return appointmentView(made, of);
  }

  /** Of this package alone: what another one holds belongs to its own certificate. */
  private async assertLeft(
    tx: EntityManager,
    { account, of }: OpenedPackage,
    unit: string,
    day: LocalDate,
    now: Date,
  ): Promise<void> {
    const using = usingOf(account, of.projectId);
    const meters = await this.openMeters.run(tx, [using], of.productCode, dayOf(now, using.timeZone), now);
    const standings = meters
      .get(placeOf(using))
      ?.each(day)
      .find(({ subscription }) => subscription.id === of.subscriptionId)?.standings;
    const standing = standings?.find(({ limit }) => limit.unit === unit);
    if (!standing) {
      const units = (standings ?? []).map(({ limit }) => limit.unit);
      throw billingError('unit_not_metered', 'Такой услуги в пакете нет', { units }, [
        { path: 'unit', message: `В пакете есть: ${units.map((one) => unitName(of.units, one)).join(', ')}` },
      ]);
    }
    if (standing.quota.minus(standing.used).minus(standing.reserved).gte(1)) return;
    throw billingError(
      'services_spent',
      `«${unitName(of.units, unit)}»: все услуги пакета оказаны или запрошены`,
      {
        used: standing.used.toNumber(),
        reserved: standing.reserved.toNumber(),
        limit: standing.quota.toNumber(),
      },
      [{ path: 'unit', message: 'Этих услуг в пакете не осталось' }],
    );
  }
}
