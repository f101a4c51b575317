import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DocumentStage } from '@rocket/billing';
import type { DocumentDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { factsFromJson, factsToJson } from '../platform/facts-json';
import {
  COURSE_JOINS,
  MAY_BE_ASKED,
  PRINTED_NUMBER,
  courseColumns,
  courseView,
  type CourseRow,
} from './document-course.rows';

export type DocumentKind = DocumentDto['kind'];
export type FileFormat = 'pdf' | 'xml' | 'xlsx';

export interface NewDocument {
  readonly id: string;
  readonly accountId: string;
  readonly kind: DocumentKind;
  readonly sellerCode: string;
  readonly year: number;
  readonly number: number;
  readonly issuedOn: LocalDate;
  readonly amount: Minor;
  readonly vatRate: string | null;
  readonly vatAmount: Minor;
  readonly source: string;
  readonly facts: unknown;
}

/** Which of them, and which page. */
export interface DocumentsRequest extends PageRequest {
  readonly kind?: DocumentKind | undefined;
  readonly id?: string;
  readonly asked?: 'customer' | undefined;
  /** Days of issue, both included. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

export interface DocumentRecord {
  readonly id: string;
  readonly accountId: string;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly issuedOn: LocalDate;
  readonly facts: unknown;
  readonly createdAt: Date;
}

/** The bytes of a document as they are kept. */
export interface KeptFile {
  readonly bytes: Buffer;
  /** Null: named by its document. */
  readonly fileName: string | null;
}

export interface AnnulledPaper {
  readonly id: string;
  readonly kind: DocumentDto['kind'];
  readonly number: string;
}

interface DocumentRow {
  readonly id: string;
  readonly account_id: string;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly issued_on: LocalDate;
  readonly amount: string;
  readonly vat_rate: string | null;
  readonly vat_amount: string;
  /** As JSON has them: sums are text. */
  readonly facts: { readonly number?: string };
  readonly created_at: Date;
}

/** A document with what it has been through. */
interface ListedRow extends DocumentRow, CourseRow {
  readonly kind: DocumentKind;
  readonly issued_on: LocalDate;
  readonly currency: Currency;
  readonly xml_kept: boolean;
  readonly has_copy: boolean;
}

/** Documents never change: facts are kept as JSON, bytes with their SHA-256, statuses are added. */
@Injectable()
export class DocumentStore {
  async insert(tx: EntityManager, document: NewDocument, actor: string, now: Date): Promise<void> {
    await tx.query(
      `insert into document (account_id, id, kind, seller_code, year, number, issued_on, amount, vat_rate, vat_amount, source,
         facts, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        document.accountId,
        document.id,
        document.kind,
        document.sellerCode,
        document.year,
        document.number,
        document.issuedOn,
        document.amount.toString(),
        document.vatRate,
        document.vatAmount.toString(),
        document.source,
        factsToJson(document.facts),
        now,
      ],
    );
    await this.addStatus(tx, document.accountId, document.id, 'issued', document.issuedOn, actor, now);
  }

  /** Adds a status once; a status it already has changes nothing. */
  async addStatus(
    tx: EntityManager,
    accountId: string,
    documentId: string,
    status: DocumentStage,
    on: LocalDate,
    actor: string,
    now: Date,
    note: string | null = null,
  ): Promise<void> {
    await tx.query(
      `insert into document_status (account_id, document_id, status, on_date, at, actor, note)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [accountId, documentId, status, on, now, actor, note],
    );
  }

  /**
   * Annuls the paper of a crediting that was undone by our mistake: it keeps its number and bytes, and its stage says when and
   * why it stands no more. An advance invoice that a closing document has settled is left: money of it was used.
   * @returns what was annulled now
   */
  async annulOf(
    tx: EntityManager,
    accountId: string,
    source: string,
    act: { on: LocalDate; actor: string; reason: string },
    now: Date,
  ): Promise<AnnulledPaper[]> {
    const rows: AnnulledPaper[] = await tx.query(
      `select d.id, d.kind, ${PRINTED_NUMBER} as number from document d
        where d.account_id = $1 and d.source = $2 and d.kind in ('upd', 'act', 'certificate', 'advance_invoice')
          and not exists (select from advance_use u where u.account_id = d.account_id and u.advance_id = d.id)`,
      [accountId, source],
    );
    for (const { id } of rows)
      await this.addStatus(tx, accountId, id, 'cancelled', act.on, act.actor, now, act.reason);
    return rows;
  }

  async stages(tx: EntityManager, accountId: string, documentId: string): Promise<DocumentStage[]> {
    const rows: { status: DocumentStage }[] = await tx.query(
      'select status from document_status where account_id = $1 and document_id = $2',
      [accountId, documentId],
    );
    return rows.map(({ status }) => status);
  }

  /** The day on which silence came to count as consent; null while it does not. */
  async acceptedOn(tx: EntityManager, accountId: string, documentId: string): Promise<LocalDate | null> {
    const [row]: { on: LocalDate }[] = await tx.query(
      `select on_date as on from document_status where account_id = $1 and document_id = $2 and status = 'accepted'`,
      [accountId, documentId],
    );
    return row?.on ?? null;
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, id: string): Promise<DocumentRecord> {
    const [row]: DocumentRow[] = await tx.query('select * from document where id = $1', [id]);
    if (!row) throw notFound('Такого документа нет');
    return toRecord(row);
  }

  async file(
    tx: EntityManager,
    accountId: string,
    documentId: string,
    format: FileFormat,
  ): Promise<KeptFile | null> {
    const [row]: { bytes: Buffer; file_name: string | null }[] = await tx.query(
      'select bytes, file_name from document_file where account_id = $1 and document_id = $2 and format = $3',
      [accountId, documentId, format],
    );
    return row ? { bytes: row.bytes, fileName: row.file_name } : null;
  }

  /** Keeps the bytes of a document; the first ones stay. */
  async keepFile(
    tx: EntityManager,
    accountId: string,
    documentId: string,
    format: FileFormat,
    made: { bytes: Uint8Array; fileName?: string; envelope?: unknown },
    now: Date,
  ): Promise<void> {
    const { bytes, fileName = null, envelope } = made;
    await tx.query(
      `insert into document_file (account_id, document_id, format, bytes, sha256, made_at, file_name, envelope)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        ...[accountId, documentId, format, bytes, createHash('sha256').update(bytes).digest(), now, fileName],
        envelope === undefined ? null : JSON.stringify(envelope),
      ],
    );
  }

  /** Documents whose bytes were not made yet, a page after an id: one that cannot be drawn does not stand before the others. */
  async withoutPdf(tx: EntityManager, after: string, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select d.id from document d
        where not exists (select from document_file f
                           where f.account_id = d.account_id and f.document_id = d.id and f.format = 'pdf')
          and ($2 = '' or d.id > nullif($2, '')::uuid)
        order by d.id limit $1`,
      [limit, after],
    );
    return rows.map((row) => row.id);
  }

  /** Newest day first, of one day what was issued last. `hasXml` says whether a form that was not made yet can be. */
  async list(
    tx: EntityManager,
    accountId: string,
    request: DocumentsRequest,
    hasXml: (document: DocumentRecord) => boolean,
    now: Date,
  ) {
    const cursor = cursorOf<[string, string, string]>(request);
    const rows: ListedRow[] = await tx.query(
      `select d.*, s.currency, ${courseColumns('$6')},
              exists (select from document_file f where f.account_id = d.account_id and f.document_id = d.id
                         and f.format = 'xml') as xml_kept,
              exists (select from signed_copy c where c.account_id = d.account_id and c.document_id = d.id) as has_copy
         from document d ${COURSE_JOINS}
        where d.account_id = $1 and ($2::text is null or d.kind = $2) and ($7::uuid is null or d.id = $7)
          and ($3::date is null or (d.issued_on, d.created_at, d.id) < ($3, $4::timestamptz, $9::uuid))
          and (not $8 or ${MAY_BE_ASKED})
          and ($10::date is null or d.issued_on >= $10) and ($11::date is null or d.issued_on <= $11)
        order by d.issued_on desc, d.created_at desc, d.id desc limit $5`,
      [
        accountId,
        request.kind ?? null,
        cursor?.[0] ?? null,
        cursor?.[1] ?? null,
        limitOf(request) + 1,
        now,
        request.id ?? null,
        request.asked !== undefined,
        cursor?.[2] ?? null,
        request.from ?? null,
        request.to ?? null,
      ],
    );
    const view = (row: ListedRow) => toDto(row, row.xml_kept || hasXml(toRecord(row)));
    return pageOf(rows, request, view, (row) => [row.issued_on, row.created_at.toISOString(), row.id]);
  }
}

const toRecord = (row: DocumentRow): DocumentRecord => ({
  id: row.id,
  accountId: row.account_id,
  kind: row.kind,
  number: row.number,
  issuedOn: row.issued_on,
  facts: factsFromJson(row.facts),
  createdAt: row.created_at,
});

const toDto = (row: ListedRow, hasXml: boolean): DocumentDto => ({
  id: row.id,
  kind: row.kind,
  number: row.facts.number ?? String(row.number),
  issuedOn: row.issued_on,
  amount: moneyText(BigInt(row.amount), row.currency),
  vat: { rate: row.vat_rate, amount: moneyText(BigInt(row.vat_amount), row.currency) },
  ...courseView(row),
  files: {
    pdf: pdfPath(row.id),
    xml: hasXml ? filePath(row.id, 'xml') : null,
    ...(row.kind === 'reconciliation' ? { xlsx: filePath(row.id, 'xlsx') } : {}),
    ...(row.has_copy ? { signed: `/api/v1/documents/${row.id}/signed-copy` } : {}),
  },
});

export const filePath = (documentId: string, format: FileFormat): string =>
  `/api/v1/documents/${documentId}/file?format=${format}`;
export const pdfPath = (documentId: string): string => filePath(documentId, 'pdf');
