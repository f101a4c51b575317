import { Injectable } from '@nestjs/common';
import type { Language, NoticeCategory, NoticeKind } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

interface User {
  readonly accountId: string;
  readonly id: string;
}

/** Somebody letters are written to. */
export interface Reader {
  readonly address: string;
  readonly language: Language;
  /** What they do not want; technical notices cannot be among it. */
  readonly declined: readonly NoticeCategory[];
}

/** Kinds that may be declined, by the name the offer gives them (rule 27); every other kind is technical. */
const OPTIONAL_KINDS: Readonly<Partial<Record<NoticeKind, NoticeCategory>>> = {
  news: 'news',
  promotion: 'promotions',
};

/** The category of a kind under an offer that lets its customers decline these; null: it is always told. */
export const categoryOf = (kind: NoticeKind, optional: readonly NoticeCategory[]): NoticeCategory | null => {
  const category = OPTIONAL_KINDS[kind] ?? null;
  return category !== null && optional.includes(category) ? category : null;
};

/** People of accounts as readers of notices: in which language, and what they do not want to hear. */
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

  async chooseLanguage(tx: EntityManager, user: User, language: Language): Promise<void> {
    await tx.query(
      'update account_user set language = $3, language_chosen = true where account_id = $1 and id = $2',
      [user.accountId, user.id, language],
    );
  }

  /** The kinds that a user does not want, of those an account may decline. */
  async declinedKinds(tx: EntityManager, user: User): Promise<NoticeKind[]> {
    const declined = await this.declined(tx, user);
    const optional = await this.optional(tx, user.accountId);
    return (Object.keys(OPTIONAL_KINDS) as NoticeKind[]).filter((kind) => {
      const category = categoryOf(kind, optional);
      return category !== null && declined.includes(category);
    });
  }

  async declined(tx: EntityManager, { accountId, id }: User): Promise<NoticeCategory[]> {
    const rows: { category: NoticeCategory }[] = await tx.query(
      'select category from notice_opt_out where account_id = $1 and reader = $2 order by category',
      [accountId, `user:${id}`],
    );
    return rows.map(({ category }) => category);
  }

  /** What the account's offer lets its people decline. */
  async optional(tx: EntityManager, accountId: string): Promise<NoticeCategory[]> {
    const [row] = await tx.query(
      `select o.terms -> 'noticeOptOut' as optional from account a
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version where a.id = $1`,
      [accountId],
    );
    return (row?.optional ?? []) as NoticeCategory[];
  }

  /** A user declines, or wants it again; their own address goes with them. */
  async choose(
    tx: EntityManager,
    user: User,
    category: NoticeCategory,
    wanted: boolean,
    now: Date,
  ): Promise<void> {
    const [row] = await tx.query('select email from account_user where account_id = $1 and id = $2', [
      user.accountId,
      user.id,
    ]);
    const readers = [`user:${user.id}`, ...(row?.email ? [emailReader(row.email as string)] : [])];
    if (wanted)
      await tx.query(
        'delete from notice_opt_out where account_id = $1 and reader = any($2) and category = $3',
        [user.accountId, readers, category],
      );
    else await this.optOut(tx, user.accountId, readers, category, `user:${user.id}`, now);
  }

  /** Whoever reads an address declines; a user with that address declines in the widget too. */
  async declineByAddress(
    tx: EntityManager,
    accountId: string,
    address: string,
    category: NoticeCategory,
    now: Date,
  ): Promise<void> {
    const users: { id: string }[] = await tx.query(
      'select id from account_user where account_id = $1 and lower(email) = lower($2)',
      [accountId, address],
    );
    const readers = [emailReader(address), ...users.map(({ id }) => `user:${id}`)];
    await this.optOut(tx, accountId, readers, category, `letter:${address.toLowerCase()}`, now);
  }

  /**
   * Whom an account is written to: the e-mails of the requisites; where there are none, the people who run it. Each in the
   * language of the user with that address, else in that of the owner.
   */
  async ofAccount(tx: EntityManager, accountId: string): Promise<Reader[]> {
    return tx.query(
      `with given as (
         select distinct on (lower(e.address)) e.address
           from customer_profile p cross join jsonb_array_elements_text(coalesce(p.requisites -> 'emails', '[]')) as e(address)
          where p.account_id = $1 order by lower(e.address)),
       known as (
         select g.address from given g
         union all
         select * from (select distinct u.email from account_user u
                         where u.account_id = $1 and u.is_active and u.email is not null
                           and u.level in ('owner', 'administrator') and not exists (select from given)
                         order by u.email limit 10) people)
       select k.address,
              coalesce((select u.language from account_user u where u.account_id = $1 and lower(u.email) = lower(k.address)
                          and u.is_active order by u.first_seen_at limit 1),
                       (select u.language from account_user u where u.account_id = $1 and u.level = 'owner' and u.is_active
                         order by u.first_seen_at, u.id limit 1), 'ru') as language,
              array(select x.category from notice_opt_out x where x.account_id = $1
                       and x.reader = 'email:' || lower(k.address)) as declined
         from known k order by k.address`,
      [accountId],
    );
  }

  /** People who are written to for themselves, by their id: those of them who have an address and are here still. */
  async withId(
    tx: EntityManager,
    accountId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Reader>> {
    if (ids.length === 0) return new Map();
    const rows: { id: string; email: string; language: Language | null }[] = await tx.query(
      `select id, email, language from account_user
        where account_id = $1 and id = any($2::uuid[]) and is_active and closed_at is null and email is not null order by id`,
      [accountId, ids],
    );
    return new Map(
      rows.map(({ id, email, language }) => [
        id,
        { address: email, language: language ?? 'ru', declined: [] },
      ]),
    );
  }

  /** The address amoCRM gave of a person, null where it gave none. */
  async addressOf(tx: EntityManager, accountId: string, userId: string): Promise<string | null> {
    const [user] = await tx.query('select email from account_user where account_id = $1 and id = $2', [
      accountId,
      userId,
    ]);
    return user?.email ?? null;
  }

  private async optOut(
    tx: EntityManager,
    accountId: string,
    readers: readonly string[],
    category: NoticeCategory,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into notice_opt_out (account_id, reader, category, at, by)
       select $1, x.reader, $3, $4, $5 from unnest($2::text[]) as x(reader) on conflict do nothing`,
      [accountId, readers, category, now, by],
    );
  }
}

const emailReader = (address: string): string => `email:${address.toLowerCase()}`;
