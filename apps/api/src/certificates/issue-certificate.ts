import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { dayOf, yearOf } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { SeriesStore } from '../documents/series.store';
import { newId } from '../platform/ids';
import { CertificateStore, type Holder } from './certificate.store';

/**
 * A package under an offer that closes with a certificate gets one with the payment (Astars 3.1): its number names the contract
 * and identifies its holder (article 1, "identifier"). The number is taken last of all in the transaction of the purchase; its paper,
 * drawn up afterwards, carries the same one. It may be issued to somebody else from the first (3.1).
 */
@Injectable()
export class IssueCertificate {
  constructor(
    private readonly series: SeriesStore,
    private readonly certificates: CertificateStore,
  ) {}

  /** @throws DomainError `not_passable`, naming the field, for a holder the offer does not provide for */
  assertHolder({ terms }: AccountRecord, isPackage: boolean, holder: unknown): void {
    if (holder === undefined || (isPackage && hasCertificates(terms) && terms.transfer === 'gift_whole'))
      return;
    throw billingError('not_passable', 'Купить для другого человека по этой оферте нельзя', {}, [
      { path: 'holder', message: 'Уберите владельца' },
    ]);
  }

  async run(
    tx: EntityManager,
    account: AccountRecord,
    bought: { readonly subscriptionId: string; readonly productCode: string; readonly holder: Holder | null },
    now: Date,
  ): Promise<void> {
    if (!hasCertificates(account.terms)) return;
    const { code, timeZone } = account.seller;
    const year = yearOf(dayOf(now, timeZone));
    const number = await this.series.next(tx, code, 'certificate', year);
    const one = { id: newId(now), accountId: account.id, year, number, issuedAt: now };
    await this.certificates.insert(tx, { ...one, ...bought });
  }
}

/** One for each grant of rights: a paper over a month is nobody's certificate. */
const hasCertificates = ({ closingDocument }: AccountRecord['terms']): boolean =>
  closingDocument.kind === 'certificate' && closingDocument.when === 'grant_of_rights';
