import { Injectable } from '@nestjs/common';
import type { Language } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

interface User {
  readonly accountId: string;
  readonly id: string;
}

/** People of accounts as readers of notices: in which language. Russian while nothing else is known. */
@Injectable()
export class ReaderStore {
  /**
   * The language a user is answered in: the one their page asks for, else the one they are known to read. What the page asks
   * for is remembered for letters, unless the user has chosen one.
   */
  async languageOf(tx: EntityManager, user: User, asked?: Language): Promise<Language> {
    const [row] = (await tx.query(
      'select language, language_chosen from account_user where account_id = $1 and id = $2',
      [user.accountId, user.id],
    )) as { language: Language | null; language_chosen: boolean }[];
    if (asked && row && !row.language_chosen && row.language !== asked)
      await tx.query(
        `update account_user set language = $3 where account_id = $1 and id = $2 and not language_chosen`,
        [user.accountId, user.id, asked],
      );
    return asked ?? row?.language ?? 'ru';
  }
}
