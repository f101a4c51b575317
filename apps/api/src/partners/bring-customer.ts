import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { newId } from '../platform/ids';
import { BroughtCustomerStore } from './brought-customer.store';
import { PartnershipStore, isOverOn } from './partnership.store';

const refused = (message: string): ApiError =>
  new ApiError('validation_failed', message, {}, [{ path: 'code', message }]);

/** Says from now on which partner brought a customer; what happened before stays where it was counted. */
@Injectable()
export class BringCustomer {
  constructor(
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly brought: BroughtCustomerStore,
  ) {}

  /**
   * Within a transaction of everybody that holds the lock of the customer. A partner whom the offer names passes its lists on to the
   * customer, and takes them along (Astars, appendix 1).
   *
   * @param code null: nobody brought it
   * @throws ApiError `validation_failed` for a code of nobody, of another seller, of the customer itself or of a partnership that is over
   */
  async within(
    tx: EntityManager,
    customer: AccountRecord,
    code: string | null,
    said: { readonly by: string; readonly reason: string | null },
    { now, today }: { readonly now: Date; readonly today: string },
  ): Promise<void> {
    const before = await this.brought.bringerOf(tx, customer.id);
    if (before?.code === (code ?? undefined)) return;
    const after = code === null ? null : await this.partnerOf(tx, customer, code, today);
    if (before) await this.brought.end(tx, before.accountId, customer.id, customer.lastSeq, now);
    if (after) {
      const { id: customerId, lastSeq } = customer;
      const one = { id: newId(now), partnerId: after.accountId, customerId, lastSeq };
      await this.brought.begin(tx, one, said, now);
    }
    const left = before && (await this.partnerships.read(tx, before.accountId)).offerCode;
    if (after?.offerCode) await this.accounts.setPartner(tx, customer.id, after.offerCode);
    else if (left && left === customer.partner) await this.accounts.setPartner(tx, customer.id, null);
  }

  private async partnerOf(tx: EntityManager, customer: AccountRecord, code: string, today: string) {
    const partnerId = await this.partnerships.byCode(tx, code);
    const partner = partnerId && (await this.accounts.read(tx, partnerId));
    if (!partner || partner.seller.code !== customer.seller.code)
      throw refused('Партнёра с таким кодом нет: проверьте код');
    if (partner.id === customer.id) throw refused('Это ваш собственный код');
    const partnership = await this.partnerships.read(tx, partner.id);
    if (isOverOn(partnership, today)) throw refused('Договор с этим партнёром закончился');
    return partnership;
  }
}
