import { Injectable } from '@nestjs/common';
import { freeUntil, lastDayToPass } from '@rocket/billing';
import type {
  AppointmentDto,
  CertificateDto,
  HeldPackageDto,
  Language,
  PackageServiceDto,
  ServicePackageDto,
} from '@rocket/contracts';
import { Clock, addDays, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import {
  CertificateStore,
  certificateNumber,
  type CertificateRecord,
} from '../certificates/certificate.store';
import { notFound } from '../platform/api-error';
import { ProductStore } from '../storefront/product.store';
import { ShowUsage } from '../usage/show-usage';
import { AppointmentStore, type AppointmentRecord } from './appointment.store';
import { PackageStore, type PackageRecord } from './package.store';

/** Packages of counted services with what is left of them: the same numbers for their holder, staff and the product. */
@Injectable()
export class ShowPackages {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly packages: PackageStore,
    private readonly certificates: CertificateStore,
    private readonly appointments: AppointmentStore,
    private readonly products: ProductStore,
    private readonly usage: ShowUsage,
  ) {}

  /** Newest first. */
  async run(accountId: string, language: Language = 'ru'): Promise<ServicePackageDto[]> {
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    return this.views(tx, account, await this.packages.ofAccount(tx, accountId), language);
  }

  async one(accountId: string, subscriptionId: string): Promise<ServicePackageDto> {
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    const [view] = await this.views(
      tx,
      account,
      [await this.packages.read(tx, accountId, subscriptionId)],
      'ru',
    );
    return view!;
  }

  /** In the caller's transaction. */
  async within(tx: EntityManager, account: AccountRecord, one: PackageRecord): Promise<ServicePackageDto> {
    const [view] = await this.views(tx, account, [one], 'ru');
    return view!;
  }

  /** By the number its holder names (Astars 4.5), among products of a key. @throws ApiError `not_found` */
  async byNumber(productCodes: readonly string[], number: string): Promise<HeldPackageDto> {
    const { accountId, subscriptionId } = await this.certificates.byNumber(
      this.db.manager,
      productCodes,
      number,
    );
    const { amocrmAccountId } = await this.accounts.read(this.db.manager, accountId);
    return { ...(await this.one(accountId, subscriptionId)), account: amocrmAccountId };
  }

  private async views(
    tx: EntityManager,
    account: AccountRecord,
    packages: readonly PackageRecord[],
    language: Language,
  ): Promise<ServicePackageDto[]> {
    if (packages.length === 0) return [];
    const today = dayOf(await this.clock.now(), account.seller.timeZone);
    const codes = [...new Set(packages.map(({ productCode }) => productCode))];
    const names = await this.products.names(tx, codes, language);
    const certificates = await this.certificates.ofAccount(tx, account.id);
    const ids = packages.map(({ subscriptionId }) => subscriptionId);
    const appointments = await this.appointments.ofPackages(tx, account.id, ids);
    const used = new Map(
      (await this.usage.run(account.id, tx)).map((one) => [one.subscriptionId, one.limits]),
    );
    return packages.map((one): ServicePackageDto => {
      const certificate = certificates.get(one.subscriptionId);
      return {
        subscriptionId: one.subscriptionId,
        productCode: one.productCode,
        productName: names.get(one.productCode) ?? one.productName,
        tariff: one.tariff && {
          code: one.tariff.code,
          name: (language === 'en' && one.tariff.english) || one.tariff.name,
        },
        state: stateOf(one, today),
        isGivenBack: one.isGivenBack,
        boughtOn: dayOf(one.boughtAt, account.seller.timeZone),
        startsOn: one.term.start,
        lastDay: addDays(one.term.end, -1),
        timeZone: account.seller.timeZone,
        certificate: certificate ? certificateView(certificate, one, account, today) : null,
        services: (used.get(one.subscriptionId) ?? []).map((limit): PackageServiceDto => ({
          unit: limit.unit,
          ...(limit.named ? { named: limit.named } : {}),
          included: limit.limit,
          used: limit.used,
          reserved: limit.reserved,
          left: Math.max(0, limit.limit - limit.used - limit.reserved),
        })),
        rules: one.rules,
        appointments: (appointments.get(one.subscriptionId) ?? []).map((each) => appointmentView(each, one)),
      };
    });
  }
}

function stateOf({ isEnded, isCutShort, term }: PackageRecord, today: LocalDate): ServicePackageDto['state'] {
  if (isEnded && isCutShort) return 'ended';
  if (today >= term.end) return 'over';
  return today < term.start ? 'waiting' : 'active';
}

function certificateView(
  certificate: CertificateRecord,
  one: PackageRecord,
  { seller: { timeZone }, terms }: AccountRecord,
  today: LocalDate,
): CertificateDto {
  const { id, holder, issuedAt, passedAt } = certificate;
  const until = lastDayToPass(terms, dayOf(passedAt ?? issuedAt, timeZone), one.term);
  const mayStill = until !== null && today <= until && !one.isEnded && !one.isGivenBack;
  return {
    id,
    number: certificateNumber(certificate),
    issuedOn: dayOf(issuedAt, timeZone),
    holder,
    passedOn: passedAt && dayOf(passedAt, timeZone),
    mayPassUntil: mayStill ? until : null,
    documentId: one.documentId,
  };
}

/** @throws ApiError `not_found` for an appointment of another package: it is a bug of the caller */
export function appointmentView(
  one: AppointmentRecord,
  { subscriptionId, units, rules }: PackageRecord,
): AppointmentDto {
  if (one.subscriptionId !== subscriptionId) throw notFound('Такой записи нет');
  const unit = units.find(({ code }) => code === one.unit);
  const isOpen = one.settledAt === null;
  return {
    id: one.id,
    subscriptionId,
    unit: one.unit,
    ...(unit ? { named: { name: unit.name, english: unit.english } } : {}),
    state: one.state,
    at: one.at && one.at.toISOString(),
    about: one.about,
    requestedAt: one.requestedAt.toISOString(),
    settledAt: one.settledAt && one.settledAt.toISOString(),
    why: one.why,
    freeUntil: (isOpen && rules && freeUntil(one, rules)?.toISOString()) || null,
  };
}
