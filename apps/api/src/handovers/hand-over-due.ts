import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { DocumentStore } from '../documents/document.store';
import { ElectronicForms } from '../documents/electronic-forms';
import { MakeFile } from '../documents/make-file';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { EdoOperator } from './edo-operator';
import { HandOverStore, type DueHandOver } from './hand-over.store';

const BATCH = 50;
const LEASE_MINUTES = 5;
/** Minutes before the next try; after the last one a person has to ask again. */
const WAITS = [1, 15, 60, 360, 1440, 1440, 1440];

/**
 * Hands documents to the EDO operator (rule 19, clause 2.1.6): whatever has an electronic form and a customer who takes part
 * in the exchange, and was not handed over yet. The operator is called outside any transaction and knows a repetition by the
 * file, so a crash between its answer and our note of it gives the file once.
 */
@Injectable()
export class HandOverDue {
  private readonly log = new Logger(HandOverDue.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly documents: DocumentStore,
    private readonly forms: ElectronicForms,
    private readonly makeFile: MakeFile,
    private readonly handOvers: HandOverStore,
    private readonly operator: EdoOperator,
  ) {}

  async run(): Promise<void> {
    if (!this.operator.isConfigured) return;
    const now = await this.clock.now();
    for (;;) {
      const owed = await this.handOvers.owed(this.db.manager, this.forms.kinds, BATCH);
      for (const { account_id: accountId, id: documentId, recipient } of owed) {
        const wish = { id: newId(now), accountId, documentId, recipient, actor: 'system:edo' };
        await this.handOvers.ask(this.db.manager, wish, now);
      }
      if (owed.length < BATCH) break;
    }
    for (;;) {
      const due = await this.handOvers.claim(this.db.manager, now, BATCH, LEASE_MINUTES);
      for (const each of due) await this.handOver(each, now);
      if (due.length < BATCH) return;
    }
  }

  /** When something that did not work is tried again, after `at`. */
  async nextTry(at: Date): Promise<Date | null> {
    return this.operator.isConfigured ? this.handOvers.nextTry(this.db.manager, at) : null;
  }

  private async handOver(due: DueHandOver, now: Date): Promise<void> {
    try {
      const { bytes, fileName } = await this.makeFile.run(due.document_id, 'xml');
      const { document_id: documentId, recipient } = due;
      const operatorId = await this.operator.send({ documentId, fileName, bytes, recipient });
      const sha256 = createHash('sha256').update(bytes).digest();
      await this.note(due, { operatorId, fileName, sha256 }, now);
    } catch (error) {
      const wait = WAITS[due.tries - 1];
      const until = wait === undefined ? null : new Date(now.getTime() + wait * 60_000);
      const why = error instanceof Error ? error.message : String(error);
      this.log.warn({
        msg: 'A document was not handed over',
        document: due.document_id,
        why,
        tries: due.tries,
      });
      await this.handOvers.putOff(this.db.manager, due, why, until);
    }
  }

  private async note(
    due: DueHandOver,
    given: { operatorId: string; fileName: string; sha256: Buffer },
    now: Date,
  ): Promise<void> {
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, due.account_id);
      const sentOn = dayOf(now, account.seller.timeZone);
      await this.handOvers.finish(tx, due, { ...given, sentOn }, now);
      await this.documents.addStatus(tx, account.id, due.document_id, 'sent', sentOn, due.actor, now);
    });
  }
}
