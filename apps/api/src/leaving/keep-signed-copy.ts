import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { DocumentStore } from '../documents/document.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import type { Upload } from '../platform/http/upload';
import { RefundStore } from './refund.store';

export type ScanType = 'application/pdf' | 'image/jpeg' | 'image/png';

/** What a scan may be, told by its first bytes and not by its name. */
const SIGNATURES: readonly { readonly type: ScanType; readonly bytes: readonly number[] }[] = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
];

/** Keeps the scan of a signed document (rules 19, 22). A signed correction allows the refund it belongs to. */
@Injectable()
export class KeepSignedCopy {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly documents: DocumentStore,
    private readonly refunds: RefundStore,
  ) {}

  async run(documentId: string, file: Upload, actor: string): Promise<{ status: 'signed' }> {
    const now = await this.clock.now();
    const type = SIGNATURES.find(({ bytes }) =>
      bytes.every((byte, index) => file.bytes[index] === byte),
    )?.type;
    if (!type) {
      throw new ApiError('unsupported_media_type', 'Подходят PDF, JPEG и PNG', {}, [
        { path: '', message: 'Приложите скан PDF, JPEG или PNG' },
      ]);
    }
    await withTransaction(this.db, async (tx) => {
      const { accountId } = await this.documents.read(tx, documentId);
      const account = await this.accounts.lock(tx, accountId);
      if ((await this.documents.stages(tx, accountId, documentId)).includes('cancelled'))
        throw billingError('already_decided', 'Документ аннулирован, подписывать его не нужно');
      await tx.query(
        `insert into signed_copy (account_id, document_id, file_name, media_type, bytes, sha256, uploaded_at, uploaded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (account_id, document_id) do update set file_name = excluded.file_name, media_type = excluded.media_type,
           bytes = excluded.bytes, sha256 = excluded.sha256, uploaded_at = excluded.uploaded_at, uploaded_by = excluded.uploaded_by`,
        [
          accountId,
          documentId,
          file.filename,
          type,
          file.bytes,
          createHash('sha256').update(file.bytes).digest(),
          now,
          actor,
        ],
      );
      await this.documents.addStatus(
        tx,
        accountId,
        documentId,
        'signed',
        dayOf(now, account.seller.timeZone),
        actor,
        now,
      );
      await this.refunds.approveBy(tx, accountId, documentId);
    });
    return { status: 'signed' };
  }
}
