import { Injectable } from '@nestjs/common';
import { afterWord, type SupportWord } from '@rocket/billing';
import type { SupportRequestDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { Waker } from '../platform/wakings/waker';
import { reactionOf } from './reaction-of';
import { answeredNotice } from './support-notices';
import { SupportRequestStore } from './support-request.store';

/**
 * The next word in a request: of the customer, who waits from then on, or of support, which is told to the customer.
 *
 * Throws `not_found`; `already_decided` and `answer_missing` for a closing that is none.
 */
@Injectable()
export class WriteToSupport {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly requests: SupportRequestStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    id: string,
    said: Pick<SupportWord, 'text' | 'closes'>,
    caller: CallerOf,
  ): Promise<SupportRequestDto> {
    const now = await this.clock.now();
    const side = caller.kind === 'staff' ? 'support' : 'customer';
    const shown = await withTransaction(this.db, async (tx) => {
      const { seller, terms } = await this.accounts.lock(tx, accountId);
      const found = await this.requests.find(tx, accountId, id);
      if (!found) throw notFound('Такого обращения нет');
      const word: SupportWord = { ...said, side, at: now };
      const standing = afterWord(found.standing, word, () => reactionOf(terms, now, seller.timeZone));
      const no = found.lastNo + 1;
      await this.requests.write(tx, { accountId, id }, no, word, callerKey(caller), standing);
      const { number, userId } = found;
      if (side === 'support') {
        const one = { accountId, id, number, userId };
        await this.notices.post(tx, [answeredNotice(one, no, said.text, said.closes)], now);
      }
      return (await this.requests.show(tx, accountId, id, now))!;
    });
    this.waker.wake('notices');
    this.waker.wake('mail');
    return shown;
  }
}
