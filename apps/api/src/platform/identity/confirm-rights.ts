import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { WallClock } from '../clock';
import { AskRights } from './account-cards';
import { AdmitAmocrmUser } from './admit-amocrm-user';
import { IdentityStore, type UserRow } from './identity.store';

/** Who changes something is confirmed by amoCRM this often, who looks never: the daily list of people sees to it. */
const FRESH_MS = 15 * 60_000;
/** Rights that follow from amoCRM and could not be confirmed for so long are not there. */
const BELIEVED_MS = 24 * 3600_000;
/** amoCRM is not asked about the same person more often, however often it fails. */
const TRY_AGAIN_MS = 60_000;

/**
 * Whether somebody of amoCRM still is who they were (facts §0, 4): the source is `GET /api/v4/users/{id}`, its answer is kept
 * for a quarter of an hour, and a claim of the one-time token is a hint that only accounts of the sandbox go by.
 */
@Injectable()
export class ConfirmRights {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly admit: AdmitAmocrmUser,
    private readonly clock: WallClock,
    private readonly modules: ModuleRef,
  ) {}

  /** Somebody who came with a one-time token; a newcomer is admitted with the rights amoCRM names. */
  async ofGuest(
    guest: { accountId: string; amocrmUserId: number; isAdmin: boolean | null },
    changes: boolean,
  ): Promise<UserRow> {
    const known = await this.store.userByAmocrmId(this.db, guest.accountId, guest.amocrmUserId);
    if (known) return this.ofUser(known, changes || known.rights_read_at === null);
    const { accountId, amocrmUserId } = guest;
    const rights = await this.rights.ask(accountId, amocrmUserId);
    if (rights === 'not_installed')
      return this.admit.run(this.db, { accountId, amocrmUserId, isAdmin: guest.isAdmin ?? false });
    if (rights === 'unknown') return this.admit.run(this.db, { accountId, amocrmUserId, isAdmin: false });
    const row = await this.admit.run(this.db, { accountId, amocrmUserId, ...rights, isConfirmed: true });
    if (rights.isActive) return row;
    await this.store.rightsRead(this.db, row, rights, await this.clock.now());
    return { ...row, is_active: false };
  }

  /** Somebody who is known. `changes`: what they ask for changes something. */
  async ofUser(user: UserRow, changes: boolean): Promise<UserRow> {
    const now = await this.clock.now();
    if (!changes || isWithin(user.rights_read_at, FRESH_MS, now)) return user;
    if (isWithin(user.rights_tried_at, TRY_AGAIN_MS, now)) return unconfirmed(user, now);
    const rights = await this.rights.ask(user.account_id, Number(user.amocrm_user_id));
    if (rights === 'not_installed') return user;
    if (rights === 'unknown') {
      await this.store.rightsTried(this.db, user, now);
      return unconfirmed(user, now);
    }
    await this.store.rightsRead(this.db, user, rights, now);
    return (await this.store.user(this.db, user.account_id, user.id)) ?? user;
  }

  private get rights(): AskRights {
    return this.modules.get(AskRights, { strict: false });
  }
}

const isWithin = (at: Date | null, ms: number, now: Date): boolean =>
  at !== null && now.getTime() - at.getTime() < ms;

/** A level given in the panel holds; one that follows from amoCRM holds for a day. */
const unconfirmed = (user: UserRow, now: Date): UserRow =>
  user.level_given_by !== null || isWithin(user.rights_read_at, BELIEVED_MS, now)
    ? user
    : { ...user, level: 'viewer' };
