import { Injectable } from '@nestjs/common';
import type { AppointmentRules } from '@rocket/billing';
import type { NamedUnit, Tariff } from '@rocket/catalog';
import { earlier, type LocalDate, type Span } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';

/** A package as whoever asks for its services sees it. */
export interface PackageRecord {
  readonly subscriptionId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly projectId: string | null;
  readonly tariff: Tariff | null;
  /** The seller's days on which it may be used; one ended by hand ends at once. */
  readonly term: Span;
  readonly isEnded: boolean;
  /** Ended before its term was over. */
  readonly isCutShort: boolean;
  readonly isGivenBack: boolean;
  readonly boughtAt: Date;
  readonly units: readonly NamedUnit[];
  readonly rules: AppointmentRules | null;
  /** The paper of its certificate. */
  readonly documentId: string | null;
}

interface PackageRow {
  readonly id: string;
  readonly product_code: string;
  readonly name: string;
  readonly project_id: string | null;
  readonly tariffs: readonly Tariff[] | null;
  readonly tariff: string | null;
  readonly period_start: LocalDate;
  readonly paid_to: LocalDate;
  /** 0: it lives. */
  readonly ended_no: number;
  readonly ended_on: LocalDate | null;
  readonly started_at: Date;
  readonly units: readonly NamedUnit[] | null;
  readonly appointments: AppointmentRules | null;
  readonly document_id: string | null;
  readonly is_given_back: boolean;
}

const SELECT = `
  select s.id, s.product_code, d.name, s.project_id, d.tariffs, p.tariff, c.period_start, s.paid_to, s.ended_no, s.ended_on,
         s.started_at, d.units, d.appointments, w.id as document_id,
         exists (select from refund_request f where f.account_id = s.account_id and f.subscription_id = s.id
                    and f.state not in ('paid', 'rejected')) as is_given_back
    from subscription s
    join price p on p.id = s.price_id
    join product d on d.code = s.product_code
    join lateral (select c.period_start, c.seq from charge c where c.account_id = s.account_id and c.subscription_id = s.id
                   order by c.period_start limit 1) c on true
    left join entry e on e.account_id = s.account_id and e.seq = c.seq
    left join document w on w.account_id = s.account_id and w.kind = 'certificate' and w.source = 'entry:' || e.id
   where s.account_id = $1 and s.package_no > 0 and p.limits is not null`;

/** Packages of counted services. Decides nothing. */
@Injectable()
export class PackageStore {
  /** Newest first. */
  async ofAccount(tx: EntityManager, accountId: string): Promise<PackageRecord[]> {
    const rows: PackageRow[] = await tx.query(`${SELECT} order by s.started_at desc, s.id desc`, [accountId]);
    return rows.map(toRecord);
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, accountId: string, subscriptionId: string): Promise<PackageRecord> {
    const [row]: PackageRow[] = await tx.query(`${SELECT} and s.id = $2`, [accountId, subscriptionId]);
    if (!row) throw notFound('Такого пакета нет');
    return toRecord(row);
  }
}

function toRecord(row: PackageRow): PackageRecord {
  const end = row.ended_on === null ? row.paid_to : earlier(row.ended_on, row.paid_to);
  return {
    subscriptionId: row.id,
    productCode: row.product_code,
    productName: row.name,
    projectId: row.project_id,
    tariff: row.tariffs?.find((one) => one.code === row.tariff) ?? null,
    term: { start: row.period_start, end },
    isEnded: row.ended_no > 0,
    isCutShort: end < row.paid_to,
    isGivenBack: row.is_given_back,
    boughtAt: row.started_at,
    units: row.units ?? [],
    rules: row.appointments,
    documentId: row.document_id,
  };
}
