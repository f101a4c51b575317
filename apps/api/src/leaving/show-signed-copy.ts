import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import type { ScanType } from './keep-signed-copy';

const ENDINGS: Readonly<Record<ScanType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** The scan of a signed document, under a name of ours: what its owner called it is nobody's path. @throws ApiError `not_found` */
@Injectable()
export class ShowSignedCopy {
  constructor(private readonly db: DataSource) {}

  async run(
    accountId: string,
    documentId: string,
  ): Promise<{ mediaType: ScanType; fileName: string; bytes: Buffer }> {
    const [row] = (await this.db.query(
      'select media_type, bytes from signed_copy where account_id = $1 and document_id = $2',
      [accountId, documentId],
    )) as { media_type: ScanType; bytes: Buffer }[];
    if (!row) throw notFound('Подписанной копии нет');
    const { media_type: mediaType, bytes } = row;
    return { mediaType, fileName: `signed-${documentId}.${ENDINGS[mediaType]}`, bytes };
  }
}
