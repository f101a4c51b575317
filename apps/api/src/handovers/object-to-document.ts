import { Injectable } from '@nestjs/common';
import { SILENCE_ACCEPTS, billingError, mayObject } from '@rocket/billing';
import type { DocumentStatus } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { DocumentStore } from '../documents/document.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';

/**
 * A reasoned refusal of a closing document (clauses 7.5–7.6): from now on silence accepts nothing, and the seller has to answer.
 *
 * Refuses: `already_decided` once the document was signed, disputed or cancelled, or the day on which silence accepted it is over,
 * `validation_failed` for a kind that nobody has to accept.
 */
@Injectable()
export class ObjectToDocument {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly documents: DocumentStore,
  ) {}

  async run(documentId: string, reason: string, actor: string): Promise<{ status: DocumentStatus }> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { accountId, kind } = await this.documents.read(tx, documentId);
      const account = await this.accounts.lock(tx, accountId);
      if (!SILENCE_ACCEPTS.includes(kind))
        throw new ApiError('validation_failed', 'Возражения принимаются к УПД и актам');
      const today = dayOf(now, account.seller.timeZone);
      const stages = await this.documents.stages(tx, accountId, documentId);
      if (!mayObject(stages, await this.documents.acceptedOn(tx, accountId, documentId), today)) {
        throw billingError(
          'already_decided',
          stages.includes('accepted') && !stages.includes('signed')
            ? 'Срок для возражений прошёл: документ считается принятым'
            : 'По этому документу решение уже есть',
          { stages },
        );
      }
      await this.documents.addStatus(tx, accountId, documentId, 'disputed', today, actor, now, reason);
      return { status: 'disputed' };
    });
  }
}
