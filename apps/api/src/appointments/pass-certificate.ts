import { Injectable } from '@nestjs/common';
import { assertPassable, billingError } from '@rocket/billing';
import type { HolderDto, ServicePackageDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { CertificateStore, certificateNumber } from '../certificates/certificate.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { printedName } from '../platform/printed-fields';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { OpenPackage, type Asking } from './open-package';
import { ShowPackages } from './show-packages';

/**
 * Passes a certificate on to another person, whole: with all that is left of it and with open requests (Astars 3.10, 3.11). From then on
 * the account neither uses nor gives it back; the seller knows, because it is done here.
 *
 * Refuses: `not_passable` (another offer, too late, over), `services_spent`, `not_the_holder`, `account_not_active`, `refund_under_way`.
 */
@Injectable()
export class PassCertificate {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly openPackage: OpenPackage,
    private readonly certificates: CertificateStore,
    private readonly packages: ShowPackages,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    certificateId: string,
    { name, contact }: HolderDto,
    asking: Asking,
  ): Promise<ServicePackageDto> {
    const now = await this.clock.now();
    parseOr422(printedName, { name });
    const { subscriptionId } = await this.certificates.read(this.db.manager, accountId, certificateId);
    const passed = await withTransaction(this.db, async (tx) => {
      const { account, of } = await this.openPackage.run(tx, accountId, subscriptionId, asking);
      const certificate = await this.certificates.read(tx, accountId, certificateId);
      if (of.isCutShort) throw billingError('not_passable', 'Пакет отключён: передавать нечего');
      const { services } = await this.packages.within(tx, account, of);
      const left = services.reduce((sum, one) => sum + one.included - one.used, 0);
      const { timeZone } = account.seller;
      const receivedOn = dayOf(certificate.passedAt ?? certificate.issuedAt, timeZone);
      assertPassable(account.terms, { receivedOn, term: of.term, left }, dayOf(now, timeZone));
      const to = { name, contact };
      await this.certificates.pass(tx, certificate, to, { passId: newId(now), by: asking.key, now });
      const facts = { number: certificateNumber(certificate), to: name, productName: of.productName };
      const key = `certificate_passed:${certificateId}:${now.getTime()}`;
      await this.notices.post(tx, [{ accountId, key, kind: 'certificate_passed', facts }], now);
      return this.packages.within(tx, account, of);
    });
    this.waker.wake('notices');
    return passed;
  }
}
