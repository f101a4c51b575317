import { Injectable } from '@nestjs/common';
import type { RouteName } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { Act } from '../acts/act';
import { callerKey, type StaffCaller, type UserCaller } from '../caller';
import type { Visitor } from './visitor';

/** The doors people come in and leave by. */
export type SignInAction = Extract<
  RouteName,
  'signIn' | 'exchangeLink' | 'setPassword' | 'amocrmSignIn' | 'signOut'
>;

/** Nobody is known by what was shown: an unknown e-mail, a link that is over. What was typed is kept nowhere. */
export const NOBODY_KNOWN = 'nobody';

/** Writes down who came in, who was refused and who left, and from where (rule 31); never by which secret. */
@Injectable()
export class RecordSignIn {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** In the transaction it happens in: nobody comes in unrecorded. */
  async done(
    tx: DataSource | EntityManager,
    action: SignInAction,
    who: StaffCaller | UserCaller,
    visitor: Visitor,
  ): Promise<void> {
    await (await this.act(action, who, visitor)).end(tx as EntityManager, 'done');
  }

  async refused(
    action: SignInAction,
    who: StaffCaller | UserCaller | null,
    visitor: Visitor,
    code: string,
  ): Promise<void> {
    await (await this.act(action, who, visitor)).end(this.db.manager, 'refused', code);
  }

  private async act(
    action: SignInAction,
    who: StaffCaller | UserCaller | null,
    { address, device, requestId }: Visitor,
  ): Promise<Act> {
    return new Act({
      at: await this.clock.now(),
      accountId: who?.kind === 'user' ? who.accountId : null,
      actor: who ? callerKey(who) : NOBODY_KNOWN,
      role: who === null ? '' : who.kind === 'staff' ? who.role : who.level,
      action,
      target: {},
      fields: [],
      told: {},
      reason: null,
      address,
      device,
      via: 'session',
      requestId,
    });
  }
}
