import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { CertificateStore, type CertificateRecord } from '../certificates/certificate.store';
import { PackageStore, type PackageRecord } from './package.store';

/** Who asks: a user of the account, staff on somebody's behalf, or a program of the product. */
export interface Asking {
  readonly kind: 'user' | 'staff' | 'product';
  readonly key: string;
}

export interface OpenedPackage {
  readonly account: AccountRecord;
  readonly of: PackageRecord;
  readonly certificate: CertificateRecord | null;
}

/** Locks the account of a package and reads what deciding about its services needs. */
@Injectable()
export class OpenPackage {
  constructor(
    private readonly accounts: AccountStore,
    private readonly packages: PackageStore,
    private readonly certificates: CertificateStore,
  ) {}

  /**
   * @throws DomainError `not_the_holder` when a user of the account asks and somebody else holds the certificate (Astars 3.11, 15.4),
   * `account_not_active`, `refund_under_way`
   */
  async run(
    tx: EntityManager,
    accountId: string,
    subscriptionId: string,
    asking: Asking,
  ): Promise<OpenedPackage> {
    const account = await this.accounts.lock(tx, accountId);
    const of = await this.packages.read(tx, accountId, subscriptionId);
    const certificate = await this.certificates.ofSubscription(tx, accountId, subscriptionId);
    if (asking.kind === 'user' && certificate?.holder)
      throw billingError(
        'not_the_holder',
        `Услугами пользуется владелец сертификата: ${certificate.holder.name}`,
      );
    // A certificate that was passed on outlives the contract of whoever passed it (Astars 3.10).
    const isPassed = certificate !== null && certificate.passedAt !== null;
    const mayUse =
      account.state === 'active' ||
      account.state === 'suspended' ||
      (account.state === 'terminated' && isPassed);
    if (!mayUse || account.heldGround !== null)
      throw billingError('account_not_active', 'Аккаунт не может пользоваться услугами', {
        state: account.state,
      });
    if (of.isGivenBack)
      throw billingError(
        'refund_under_way',
        'Деньги за этот пакет возвращаются: услуги по нему не оказывают',
      );
    return { account, of, certificate };
  }
}
