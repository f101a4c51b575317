import { Injectable } from '@nestjs/common';
import type { PersonalDataCopyDto } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { SealAnew } from '../platform/seal-anew';
import { SecretBox } from '../platform/secret-box';

type Db = DataSource | EntityManager;
export type Handling = PersonalDataCopyDto['handling'];

/** What is held of a person by itself: what amoCRM or they told us. */
export interface HeldPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly amocrmUserId: number;
  readonly level: string;
  readonly language: string | null;
  readonly firstSeenAt: Date;
  readonly handling: Handling;
  /** How it is held when no block is on it: a correction outlives a block. */
  readonly opensAs: 'open' | 'corrected';
}

/** Stands in place of a name everywhere, in the journal and the acts too, because they read it where it stands. */
const IN_PLACE: Readonly<Record<'blocked' | 'erased', string>> = {
  blocked: 'Данные закрыты',
  erased: 'Данные удалены',
};
const MOST_ROWS = 1000;
const purposeOf = (accountId: string, userId: string): string => `personal_data_seal/${accountId}/${userId}`;

/** The data of people of accounts: read whole for a copy, sealed away for a block, put right, erased. */
@Injectable()
export class HeldPersonStore {
  constructor(
    private readonly box: SecretBox,
    sealAnew: SealAnew,
  ) {
    sealAnew.register({
      kept: 'personal_data_seal.sealed',
      id: ['account_id', 'user_id'],
      keyId: 'key_id',
      purpose: ([accountId, userId]) => purposeOf(accountId!, userId!),
    });
  }

  /** As it is held: behind a block too. */
  async read(db: Db, accountId: string, userId: string): Promise<HeldPerson | null> {
    const [row] = await db.query(
      `select u.*, s.sealed, s.key_id from account_user u
         left join personal_data_seal s on s.account_id = u.account_id and s.user_id = u.id
        where u.account_id = $1 and u.id = $2`,
      [accountId, userId],
    );
    if (!row) return null;
    const sealed: Pick<HeldPerson, 'name' | 'email' | 'opensAs'> | null = row.sealed
      ? JSON.parse(this.box.open({ keyId: row.key_id, bytes: row.sealed }, purposeOf(accountId, userId)))
      : null;
    return {
      id: row.id,
      name: sealed?.name ?? row.name,
      email: sealed ? sealed.email : row.email,
      amocrmUserId: Number(row.amocrm_user_id),
      level: row.level,
      language: row.language,
      firstSeenAt: row.first_seen_at,
      handling: row.handling,
      opensAs: sealed?.opensAs ?? (row.handling === 'corrected' ? 'corrected' : 'open'),
    };
  }

  /** Nobody reads or writes to the person any more, until it is opened again. */
  async block(tx: EntityManager, accountId: string, person: HeldPerson): Promise<void> {
    const { keyId, bytes } = this.box.seal(
      JSON.stringify({ name: person.name, email: person.email, opensAs: person.opensAs }),
      purposeOf(accountId, person.id),
    );
    await tx.query(
      `insert into personal_data_seal (account_id, user_id, sealed, key_id) values ($1, $2, $3, $4)
       on conflict (account_id, user_id) do update set sealed = excluded.sealed, key_id = excluded.key_id`,
      [accountId, person.id, bytes, keyId],
    );
    await this.write(tx, accountId, person.id, 'blocked', { name: IN_PLACE.blocked, email: null });
  }

  /** What was sealed away is there again, or what was put right. */
  async open(
    tx: EntityManager,
    accountId: string,
    person: HeldPerson,
    handling: 'open' | 'corrected',
  ): Promise<void> {
    await this.unseal(tx, accountId, person.id);
    await this.write(tx, accountId, person.id, handling, person);
  }

  /** For good: name, address, whatever was sealed away; the person comes in no more and is signed out. */
  async erase(tx: EntityManager, accountId: string, person: HeldPerson, now: Date): Promise<void> {
    await this.unseal(tx, accountId, person.id);
    await this.write(tx, accountId, person.id, 'erased', { name: IN_PLACE.erased, email: null });
    await tx.query(
      `update account_user set closed_at = coalesce(closed_at, $3), language = null, language_chosen = false
        where account_id = $1 and id = $2`,
      [accountId, person.id, now],
    );
    for (const table of ['panel_session', 'one_time_link', 'api_token'])
      await tx.query(`delete from ${table} where account_id = $1 and user_id = $2`, [accountId, person.id]);
    await tx.query('delete from notice_opt_out where account_id = $1 and reader = any($2)', [
      accountId,
      [`user:${person.id}`, ...(person.email ? [`email:${person.email.toLowerCase()}`] : [])],
    ]);
    // What they wrote to support may say anything about them; that they asked, and what we said to it, stays.
    await tx.query(`update support_request set subject = '' where account_id = $1 and user_id = $2`, [
      accountId,
      person.id,
    ]);
    await tx.query(`update support_message set text = '' where account_id = $1 and author = $2`, [
      accountId,
      `user:${person.id}`,
    ]);
  }

  /** What they wrote to support: the newest thousand words of it. */
  async supportMessages(
    db: Db,
    accountId: string,
    userId: string,
  ): Promise<PersonalDataCopyDto['supportMessages']> {
    const rows: { number: number; subject: string; at: Date; text: string }[] = await db.query(
      `select r.number, r.subject, m.at, m.text from support_message m
         join support_request r on r.account_id = m.account_id and r.id = m.request_id
        where m.account_id = $1 and m.author = $2 order by m.at desc, m.request_id, m.no desc limit ${MOST_ROWS}`,
      [accountId, `user:${userId}`],
    );
    return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
  }

  async consents(db: Db, accountId: string): Promise<PersonalDataCopyDto['consents']> {
    const rows: { version: string; accepted_at: Date; act: string }[] = await db.query(
      'select version, accepted_at, act from offer_acceptance where account_id = $1 order by accepted_at, version',
      [accountId],
    );
    return rows.map(({ version, accepted_at, act }) => ({
      version,
      acceptedAt: accepted_at.toISOString(),
      act,
    }));
  }

  /** The newest thousand: where from and with what the person acted. */
  async acts(db: Db, accountId: string, userId: string): Promise<PersonalDataCopyDto['acts']> {
    const rows: { at: Date; action: string; address: string | null; device: string | null }[] =
      await db.query(
        `select at, action, address, device from audit_event
        where account_id = $1 and actor = $2 order by at desc, id desc limit ${MOST_ROWS}`,
        [accountId, `user:${userId}`],
      );
    return rows.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest }));
  }

  async letters(db: Db, accountId: string, email: string): Promise<PersonalDataCopyDto['letters']> {
    const rows: { at: Date; subject: string; address: string; state: string }[] = await db.query(
      `select r.at, m.subject, r.address, r.state from mail_recipient r
         join mail m on m.account_id = r.account_id and m.id = r.mail_id
        where r.account_id = $1 and lower(r.address) = lower($2) order by r.at desc, m.id desc limit ${MOST_ROWS}`,
      [accountId, email],
    );
    return rows.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest }));
  }

  private async unseal(tx: EntityManager, accountId: string, userId: string): Promise<void> {
    await tx.query('delete from personal_data_seal where account_id = $1 and user_id = $2', [
      accountId,
      userId,
    ]);
  }

  private async write(
    tx: EntityManager,
    accountId: string,
    userId: string,
    handling: Handling,
    { name, email }: { name: string; email: string | null },
  ): Promise<void> {
    await tx.query(
      `update account_user set name = $3, email = $4, handling = $5, handlings = handlings + 1 where account_id = $1 and id = $2`,
      [accountId, userId, name, email, handling],
    );
  }
}
