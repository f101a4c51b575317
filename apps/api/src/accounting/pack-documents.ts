import { Injectable } from '@nestjs/common';
import type { DocumentDto } from '@rocket/contracts';
import { shortDate } from '@rocket/documents';
import { DomainError, type LocalDate } from '@rocket/kernel';
import { Zip, ZipPassThrough } from 'fflate';
import { DataSource } from 'typeorm';
import { PRINTED_NUMBER } from '../documents/document-course.rows';
import { MakeFile, type DocumentBytes } from '../documents/make-file';
import { documentKindWords } from './document-words';

export interface ArchiveRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: DocumentDto['kind'] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** What goes into an archive, in order of issue. */
export interface PackedDocument {
  readonly id: string;
  readonly kind: DocumentDto['kind'];
  readonly number: string;
  readonly issued_on: LocalDate;
}

/**
 * The documents of an account over a period in one zip, each as PDF and where it has one as XML, written as it is read: memory holds one document at a time. Bytes
 * that were not made yet are made.
 */
@Injectable()
export class PackDocuments {
  constructor(
    private readonly db: DataSource,
    private readonly makeFile: MakeFile,
  ) {}

  list(accountId: string, { from, to, kind, ids }: ArchiveRequest): Promise<PackedDocument[]> {
    return this.db.query(
      `select d.id, d.kind, ${PRINTED_NUMBER} as number, d.issued_on from document d
        where account_id = $1 and ($2::date is null or issued_on >= $2) and ($3::date is null or issued_on <= $3)
          and ($4::text is null or kind = $4) and ($5::uuid[] is null or id = any($5))
        order by d.issued_on, d.kind, d.year, d.number, d.id`,
      [accountId, from ?? null, to ?? null, kind ?? null, ids ?? null],
    );
  }

  /** The file of an FNS format under the name that format prescribes (facts 1.6), or null where it cannot be had. */
  private async electronicForm(documentId: string): Promise<DocumentBytes | null> {
    try {
      return await this.makeFile.run(documentId, 'xml');
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  async *run(documents: readonly PackedDocument[]): AsyncGenerator<Uint8Array> {
    const ready: Uint8Array[] = [];
    let failure: Error | null = null;
    const zip = new Zip((error, chunk) => {
      if (error) failure = error;
      else ready.push(chunk);
    });
    const flush = function* (): Generator<Uint8Array> {
      if (failure) throw failure;
      yield* ready.splice(0);
    };
    for (const document of documents) {
      const { bytes } = await this.makeFile.run(document.id, 'pdf');
      addPdf(zip, document, bytes);
      yield* flush();
      const electronic = await this.electronicForm(document.id);
      if (electronic) add(zip, document, electronic.fileName, electronic.bytes);
      yield* flush();
    }
    zip.end();
    yield* flush();
  }
}

function addPdf(zip: Zip, document: PackedDocument, bytes: Uint8Array): void {
  const { kind, number, issued_on: on, id } = document;
  add(zip, document, `${documentKindWords(kind)} ${number} от ${shortDate(on)} ${id.slice(-4)}.pdf`, bytes);
}

/** A PDF is packed already, and an electronic form is small: both are stored as they are. */
function add(zip: Zip, { issued_on: on }: PackedDocument, name: string, bytes: Uint8Array): void {
  const entry = new ZipPassThrough(`${on.slice(0, 7)}/${name}`);
  entry.mtime = new Date(`${on}T12:00:00`);
  zip.add(entry);
  entry.push(bytes, true);
}
