import { Injectable } from '@nestjs/common';
import type { ChooseNoticesDto, NoticeChoiceDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import type { UserCaller } from '../platform/door';
import { ReaderStore } from './reader.store';

/**
 * What a user wants to be told and in which language (rule 27). Technical notices are not in it: the offer does not let them
 * be declined.
 *
 * Refuses: `notice_not_optional`.
 */
@Injectable()
export class ChooseNotices {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly readers: ReaderStore,
  ) {}

  read(user: UserCaller): Promise<NoticeChoiceDto> {
    return this.choice(this.db.manager, user);
  }

  async run(user: UserCaller, { language, ...wanted }: ChooseNoticesDto): Promise<NoticeChoiceDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const optional = await this.readers.optional(tx, user.accountId);
      for (const category of ['news', 'promotions'] as const) {
        const wish = wanted[category];
        if (wish === undefined) continue;
        if (!wish && !optional.includes(category))
          throw new ApiError(
            'notice_not_optional',
            'Оферта не позволяет отказаться от этих уведомлений',
            {},
            [{ path: category, message: 'Эти уведомления приходят всем' }],
          );
        await this.readers.choose(tx, user, category, wish, now);
      }
      if (language) await this.readers.chooseLanguage(tx, user, language);
      return this.choice(tx, user);
    });
  }

  private async choice(tx: EntityManager, user: UserCaller): Promise<NoticeChoiceDto> {
    const declined = await this.readers.declined(tx, user);
    return {
      language: await this.readers.languageOf(tx, user),
      news: !declined.includes('news'),
      promotions: !declined.includes('promotions'),
      optional: await this.readers.optional(tx, user.accountId),
    };
  }
}
