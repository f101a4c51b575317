import { Injectable } from '@nestjs/common';
import type { QuotaLimit } from '@rocket/billing';
import { unitName, type NamedUnit, type Tariff } from '@rocket/catalog';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';

/** A person who holds a certificate without an account of their own. */
export interface Holder {
  readonly name: string;
  /** A phone or an address of mail; null: nobody said. */
  readonly contact: string | null;
}

/** The certificate of one package. */
export interface CertificateRecord {
  readonly id: string;
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly productCode: string;
  readonly year: number;
  readonly number: number;
  readonly issuedAt: Date;
  /** Null: the account holds it itself. */
  readonly holder: Holder | null;
  /** When it was passed on whole; null: it never was. */
  readonly passedAt: Date | null;
}

/** A certificate as its paper repeats it. */
export interface PrintedCertificate {
  readonly place: number;
  readonly number: string;
  readonly holder: string | null;
  readonly packageName: string;
  readonly contents: readonly { readonly name: string; readonly count: number }[];
}

interface CertificateRow {
  readonly account_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly product_code: string;
  readonly year: number;
  readonly number: number;
  readonly issued_at: Date;
  readonly holder_name: string | null;
  readonly holder_contact: string | null;
  readonly passed_at: Date | null;
}

/** With the package it is of. */
interface PrintedRow extends CertificateRow {
  readonly name: string;
  readonly units: readonly NamedUnit[] | null;
  readonly tariffs: readonly Tariff[] | null;
  readonly tariff: string | null;
  readonly limits: readonly QuotaLimit[] | null;
  readonly quantity: number;
}

/** What its holder names: `2026-000017`. */
export const certificateNumber = ({ year, number }: Pick<CertificateRecord, 'year' | 'number'>): string =>
  `${year}-${String(number).padStart(6, '0')}`;

/** Certificates of packages and whom they were passed to. Decides nothing. */
@Injectable()
export class CertificateStore {
  async insert(tx: EntityManager, { holder, ...one }: Omit<CertificateRecord, 'passedAt'>): Promise<void> {
    await tx.query(
      `insert into certificate (account_id, id, subscription_id, product_code, year, number, issued_at, holder_name, holder_contact)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        one.accountId,
        one.id,
        one.subscriptionId,
        one.productCode,
        one.year,
        one.number,
        one.issuedAt,
        holder?.name ?? null,
        holder?.contact ?? null,
      ],
    );
  }

  /** Of the packages of an account, by subscription. */
  async ofAccount(tx: EntityManager, accountId: string): Promise<Map<string, CertificateRecord>> {
    const rows: CertificateRow[] = await tx.query('select * from certificate where account_id = $1', [
      accountId,
    ]);
    return new Map(rows.map((row) => [row.subscription_id, toRecord(row)]));
  }

  async ofSubscription(
    tx: EntityManager,
    accountId: string,
    subscriptionId: string,
  ): Promise<CertificateRecord | null> {
    const [row]: CertificateRow[] = await tx.query(
      'select * from certificate where account_id = $1 and subscription_id = $2',
      [accountId, subscriptionId],
    );
    return row ? toRecord(row) : null;
  }

  /** What its paper says; null: the package has none. */
  async printed(
    tx: EntityManager,
    accountId: string,
    subscriptionId: string,
  ): Promise<PrintedCertificate | null> {
    const [row]: PrintedRow[] = await tx.query(
      `select c.*, d.name, d.units, d.tariffs, p.tariff, p.limits, s.quantity from certificate c
         join subscription s on s.account_id = c.account_id and s.id = c.subscription_id
         join price p on p.id = s.price_id
         join product d on d.code = s.product_code
        where c.account_id = $1 and c.subscription_id = $2`,
      [accountId, subscriptionId],
    );
    if (!row) return null;
    const certificate = toRecord(row);
    const tariff = (row.tariffs ?? []).find((one) => one.code === row.tariff);
    return {
      place: certificate.number,
      number: certificateNumber(certificate),
      holder: certificate.holder?.name ?? null,
      packageName: tariff ? `${row.name}, ${tariff.name}` : row.name,
      contents: (row.limits ?? []).map((limit) => ({
        name: unitName(row.units ?? [], limit.unit),
        count: limit.included * row.quantity,
      })),
    };
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, accountId: string, id: string): Promise<CertificateRecord> {
    const [row]: CertificateRow[] = await tx.query(
      'select * from certificate where account_id = $1 and id = $2',
      [accountId, id],
    );
    if (!row) throw notFound('Такого сертификата нет');
    return toRecord(row);
  }

  /** By the number its holder names, among those of some products. @throws ApiError `not_found` */
  async byNumber(
    tx: EntityManager,
    productCodes: readonly string[],
    number: string,
  ): Promise<CertificateRecord> {
    const [, year, place] = /^(\d{4})-(\d{6,9})$/.exec(number) ?? [];
    const [row]: CertificateRow[] = year
      ? await tx.query(
          'select * from certificate where product_code = any($1) and year = $2 and number = $3',
          [productCodes, Number(year), Number(place)],
        )
      : [];
    if (!row) throw notFound('Сертификата с таким номером нет');
    return toRecord(row);
  }

  /** Its holder is another one from now on; whom it came from stays written down. */
  async pass(
    tx: EntityManager,
    certificate: CertificateRecord,
    to: Holder,
    { passId, by, now }: { readonly passId: string; readonly by: string; readonly now: Date },
  ): Promise<void> {
    const { accountId, id, holder } = certificate;
    await tx.query(
      `insert into certificate_pass (account_id, id, certificate_id, at, from_name, to_name, to_contact, by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [accountId, passId, id, now, holder?.name ?? null, to.name, to.contact, by],
    );
    await tx.query(
      'update certificate set holder_name = $3, holder_contact = $4, passed_at = $5 where account_id = $1 and id = $2',
      [accountId, id, to.name, to.contact, now],
    );
  }
}

const toRecord = (row: CertificateRow): CertificateRecord => ({
  id: row.id,
  accountId: row.account_id,
  subscriptionId: row.subscription_id,
  productCode: row.product_code,
  year: row.year,
  number: row.number,
  issuedAt: row.issued_at,
  holder: row.holder_name === null ? null : { name: row.holder_name, contact: row.holder_contact },
  passedAt: row.passed_at,
});
