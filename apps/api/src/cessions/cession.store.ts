import { Injectable } from '@nestjs/common';
import type { AccountCessionDto, RequisitesDto } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

export interface OpenCession {
  readonly id: string;
  readonly toUser: string;
  readonly toName: string;
  readonly offeredBy: string;
  readonly offeredAt: Date;
}

@Injectable()
export class CessionStore {
  /** What was offered and is not answered yet, or null. */
  async open(tx: EntityManager, accountId: string): Promise<OpenCession | null> {
    const [row] = await tx.query(
      `select c.id, c.to_user, u.name, c.offered_by, c.offered_at from account_cession c
         join account_user u on u.account_id = c.account_id and u.id = c.to_user
        where c.account_id = $1 and c.state = 'open'`,
      [accountId],
    );
    if (!row) return null;
    const { id, to_user: toUser, name: toName, offered_by: offeredBy, offered_at: offeredAt } = row;
    return { id, toUser, toName, offeredBy, offeredAt };
  }

  async offer(
    tx: EntityManager,
    offer: { accountId: string; id: string; to: string; by: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into account_cession (account_id, id, to_user, state, offered_by, offered_at)
       values ($1, $2, $3, 'open', $4, $5)`,
      [offer.accountId, offer.id, offer.to, offer.by, now],
    );
  }

  /** Ends an offer nobody has accepted. */
  async end(
    tx: EntityManager,
    accountId: string,
    { id, state, by }: { id: string; state: 'withdrawn' | 'declined'; by: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update account_cession set state = $3, ended_at = $4, ended_by = $5
        where account_id = $1 and id = $2 and state = 'open'`,
      [accountId, id, state, now, by],
    );
  }

  /** The account has gone over: whose it was and whose it is, and the version that was accepted whole. */
  async complete(
    tx: EntityManager,
    accountId: string,
    done: {
      readonly id: string;
      readonly version: string;
      readonly from: RequisitesDto | null;
      readonly to: RequisitesDto;
      readonly by: string;
    },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update account_cession set state = 'done', version = $3, from_requisites = $4, to_requisites = $5, ended_by = $6, ended_at = $7
        where account_id = $1 and id = $2 and state = 'open'`,
      [
        ...[accountId, done.id, done.version, done.from && JSON.stringify(done.from)],
        ...[JSON.stringify(done.to), done.by, now],
      ],
    );
  }

  async done(tx: EntityManager, accountId: string): Promise<AccountCessionDto['done']> {
    const rows: {
      id: string;
      to_user: string;
      name: string;
      ended_at: Date;
      version: string;
      giver: string | null;
      party: string;
    }[] = await tx.query(
      `select c.id, c.to_user, u.name, c.ended_at, c.version, c.from_requisites ->> 'legalName' as giver,
              c.to_requisites ->> 'legalName' as party
         from account_cession c join account_user u on u.account_id = c.account_id and u.id = c.to_user
        where c.account_id = $1 and c.state = 'done' order by c.ended_at desc, c.id desc`,
      [accountId],
    );
    return rows.map((row) => ({
      id: row.id,
      to: { id: row.to_user, name: row.name },
      at: row.ended_at.toISOString(),
      version: row.version,
      from: row.giver,
      party: row.party,
    }));
  }
}
