import { Injectable } from '@nestjs/common';
import { afterWord } from '@rocket/billing';
import type { AskSupportDto, SupportChannel, SupportRequestDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { SeriesStore } from '../documents/series.store';
import { NoticeStore } from '../notices/notice.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { reactionOf } from './reaction-of';
import { takenNotice } from './support-notices';
import { SupportRequestStore } from './support-request.store';

/** Who asks, and how it reached us. */
export interface Asker {
  readonly userId: string;
  readonly channel: 'panel' | SupportChannel;
  /** `staff:<id>`: whoever wrote it down. */
  readonly writtenBy: string | null;
}

/** One series for as long as the seller is there, whatever the year. */
const EVER = 0;

/**
 * Takes a question to support down: it has its number at once, and the same transaction confirms it and says by when the offer
 * promises an answer (rule 33; first offer, 10.2–10.4). What came by telephone or e-mail is taken down in the name of whoever
 * asked: theirs to read, to write on in and to have erased, as if they had written it themselves.
 *
 * Throws `not_found`, `validation_failed` for a product the account never had and for a person who could not read the answer.
 */
@Injectable()
export class AskSupport {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly requests: SupportRequestStore,
    private readonly series: SeriesStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    { subject, text, productCode }: AskSupportDto,
    { userId, channel, writtenBy }: Asker,
    requestKey: string | null,
  ): Promise<SupportRequestDto> {
    const now = await this.clock.now();
    const made = await withTransaction(this.db, async (tx) => {
      const { seller, terms } = await this.accounts.lock(tx, accountId);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      // Asked before, and the answer was lost.
      const known = await this.requests.show(tx, accountId, id, now);
      if (known) return known;
      if (productCode !== undefined && !(await this.requests.hasHad(tx, accountId, productCode)))
        throw new ApiError('validation_failed', 'Такого продукта в аккаунте нет', {}, [
          { path: 'productCode', message: 'Выберите один из продуктов аккаунта' },
        ]);
      if (!(await this.requests.mayRead(tx, accountId, userId)))
        throw new ApiError('validation_failed', 'Этому человеку не ответить', {}, [
          { path: 'personId', message: 'Выберите того, у кого есть доступ в кабинет: ответ придёт ему' },
        ]);
      const word = { side: 'customer', at: now, text, closes: false } as const;
      const standing = afterWord(null, word, () => reactionOf(terms, now, seller.timeZone));
      const number = await this.series.next(tx, seller.code, 'support_request', EVER);
      const one = { accountId, id, number, userId };
      const asked = { ...one, subject, productCode: productCode ?? null, channel, writtenBy };
      await this.requests.add(tx, asked, word, standing);
      await this.notices.post(tx, [takenNotice(one, standing.due, seller.timeZone)], now);
      return (await this.requests.show(tx, accountId, id, now))!;
    });
    this.waker.wake('notices');
    this.waker.wake('mail');
    return made;
  }
}
