import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { HandOverByHandDto, HandOverDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { DocumentStore, type DocumentRecord } from '../documents/document.store';
import { ElectronicForms } from '../documents/electronic-forms';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { EdoOperator } from './edo-operator';
import { HandOverDue } from './hand-over-due';
import { HandOverStore } from './hand-over.store';

/**
 * An accountant hands a document over: says that originals were posted, or gives it to the EDO operator now, whatever became
 * of it before. What the operator already has is not given again: the answer is how it went then.
 *
 * Refuses: `not_ready` where no operator is set up, `profile_required` for a customer that takes part in no exchange,
 * `requisites_incomplete` and `not_in_format` for a file that cannot be made, a day that has not come or was before the issue.
 */
@Injectable()
export class HandOverDocument {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly documents: DocumentStore,
    private readonly forms: ElectronicForms,
    private readonly handOvers: HandOverStore,
    private readonly due: HandOverDue,
    private readonly operator: EdoOperator,
  ) {}

  async run(
    documentId: string,
    wish: HandOverByHandDto,
    actor: string,
    requestKey: string | null,
  ): Promise<HandOverDto> {
    const now = await this.clock.now();
    const { document, id } = await withTransaction(this.db, async (tx) => {
      const found = await this.documents.read(tx, documentId);
      const account = await this.accounts.lock(tx, found.accountId);
      const id = await idOfRequest(tx, account.id, requestKey, now);
      const today = dayOf(now, account.seller.timeZone);
      if (wish.channel === 'post') await this.post(tx, found, { id, ...wish, actor }, today, now);
      else await this.ask(tx, found, { id, actor }, now);
      return { document: found, id };
    });
    if (wish.channel === 'edo') await this.due.run();
    const all = await this.handOvers.ofDocument(this.db.manager, document.accountId, documentId);
    const mine = all.find((each) => (wish.channel === 'post' ? each.id === id : each.channel === 'edo'));
    if (!mine) throw notFound('Такой передачи нет');
    return mine;
  }

  private async post(
    tx: EntityManager,
    { accountId, id: documentId, issuedOn }: DocumentRecord,
    { id, note, sentOn, actor }: { id: string; note: string; sentOn?: string | undefined; actor: string },
    today: string,
    now: Date,
  ): Promise<void> {
    const on = (sentOn ?? today) as typeof issuedOn;
    const wrong = on > today ? 'Этот день ещё не наступил' : 'Документа в этот день ещё не было';
    if (on > today || on < issuedOn)
      throw new ApiError('validation_failed', wrong, {}, [{ path: 'sentOn', message: wrong }]);
    await this.handOvers.post(tx, { id, accountId, documentId, note, sentOn: on, actor }, now);
    await this.documents.addStatus(tx, accountId, documentId, 'sent', on, actor, now);
  }

  private async ask(
    tx: EntityManager,
    document: DocumentRecord,
    { id, actor }: { id: string; actor: string },
    now: Date,
  ): Promise<void> {
    if (!this.operator.isConfigured)
      throw new ApiError('not_ready', 'Оператор ЭДО не подключён: укажите настройку EDO_FOLDER');
    const profile = await this.profiles.find(tx, document.accountId);
    if (!profile?.edoId) {
      throw billingError('profile_required', 'У клиента не указан идентификатор участника ЭДО', {}, [
        { path: 'edoId', message: 'Нужен идентификатор участника ЭДО' },
      ]);
    }
    // Refuses what cannot be made before anything is promised.
    this.forms.render(document, await this.forms.parties(tx, document.accountId));
    const { accountId, id: documentId } = document;
    await this.handOvers.ask(tx, { id, accountId, documentId, recipient: profile.edoId, actor }, now);
  }
}
