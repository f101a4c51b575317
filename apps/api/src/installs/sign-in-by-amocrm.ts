import { Inject, Injectable, Logger } from '@nestjs/common';
import { AmoError, type AmoGateway, type AmoTokens, type AmoUser } from '@rocket/amocrm';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { UserCaller } from '../platform/caller';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { AdmitAmocrmUser } from '../platform/identity/admit-amocrm-user';
import { IdentityStore, type UserRow } from '../platform/identity/identity.store';
import { OpenSession, type OpenedSession } from '../platform/identity/open-session';
import { RecordSignIn } from '../platform/identity/record-sign-in';
import type { Visitor } from '../platform/identity/visitor';
import { languageOf } from '../platform/language-of';
import { Waker } from '../platform/wakings/waker';
import { AMO_GATEWAY } from './amo-gateway';
import { HoldRotations } from './hold-rotations';
import { InstallationStore } from './installation.store';
import { PermissionStore } from './permission.store';
import { expiryOf } from './rotate-tokens';

/** Why amoCRM's word did not let somebody in. */
export type NoWayIn = 'not_installed' | 'access_closed' | 'refused' | 'later';

/** Who granted the code, as amoCRM says. */
interface Somebody {
  readonly host: string;
  readonly amocrmAccountId: number;
  readonly amocrmUserId: number;
  /** Null: they may not look at people, not even at themselves. */
  readonly user: AmoUser | null;
  readonly tokens: AmoTokens;
}

/** What amoCRM will say again however often it is asked. */
const FOR_GOOD: ReadonlySet<string> = new Set(['amo_unauthorized', 'amo_rejected', 'amo_not_found']);

/**
 * Signs a user in by an authorisation of amoCRM's: the code says who they are, and a session is opened where the integration is
 * installed and they have access. Nothing is installed on the way. amoCRM may let the same user's older pair die by it (facts
 * §1.3): the new one takes its place in the same transaction, while nobody rotates; of others nothing is kept.
 */
@Injectable()
export class SignInByAmocrm {
  private readonly log = new Logger(SignInByAmocrm.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly accounts: AccountStore,
    private readonly installations: InstallationStore,
    private readonly permissions: PermissionStore,
    private readonly rotations: HoldRotations,
    private readonly identity: IdentityStore,
    private readonly admit: AdmitAmocrmUser,
    private readonly openSession: OpenSession,
    private readonly record: RecordSignIn,
    private readonly waker: Waker,
  ) {}

  async run(host: string, code: string, visitor: Visitor): Promise<OpenedSession | NoWayIn> {
    const outcome = await this.enter(host, code, visitor).catch((error: unknown): NoWayIn => {
      if (!(error instanceof AmoError)) throw error;
      this.log.warn({ msg: 'A sign-in by amoCRM did not come about', host, failure: error.message });
      return FOR_GOOD.has(error.code) ? 'refused' : 'later';
    });
    if (typeof outcome !== 'string') {
      this.waker.wake('installs');
      return outcome;
    }
    await this.record.refused('amocrmSignIn', null, visitor, outcome);
    return outcome;
  }

  private async enter(host: string, code: string, visitor: Visitor): Promise<OpenedSession | NoWayIn> {
    const accountId = await this.installations.atHost(this.db, host);
    return this.rotations.during(accountId, async () => {
      const tokens = await this.amo.exchangeCode(host, code);
      const { id: amocrmAccountId, currentUserId } = await this.amo.account(host, tokens.accessToken);
      if (currentUserId === null) return 'refused';
      const user = await this.whoever(this.amo.user(host, tokens.accessToken, currentUserId));
      return this.admitted({ host, amocrmAccountId, amocrmUserId: currentUserId, user, tokens }, visitor);
    });
  }

  private async admitted(who: Somebody, visitor: Visitor): Promise<OpenedSession | NoWayIn> {
    return withTransaction(this.db, async (tx) => {
      const accountId = await this.identity.accountIdOf(tx, who.amocrmAccountId);
      if (accountId === null) return 'not_installed';
      await this.accounts.lock(tx, accountId);
      const installation = await this.installations.read(tx, accountId);
      if (!installation || installation.state === 'removed') return 'not_installed';
      await this.keepPair(tx, accountId, who, installation.state === 'needs_reauth');
      const row = await this.userOf(tx, accountId, who);
      if (!row.is_active) return 'access_closed';
      const { id, name, level } = row;
      const user: UserCaller = { kind: 'user', id, name, level, accountId, via: 'session' };
      await this.record.done(tx, 'amocrmSignIn', user, visitor);
      return this.openSession.run(tx, { kind: 'user', accountId, userId: id }, visitor);
    });
  }

  /** Only in the place of an older pair of theirs; a token somebody made by hand lives on beside this authorisation. */
  private async keepPair(
    tx: EntityManager,
    accountId: string,
    { amocrmUserId, user, tokens }: Somebody,
    wasLost: boolean,
  ): Promise<void> {
    const older = await this.permissions.read(tx, { accountId, amocrmUserId });
    if (older?.kind !== 'pair') return;
    const now = await this.clock.now();
    const isAdmin = user?.isAdmin ?? older.isAdmin;
    const expiresAt = expiryOf(tokens, now);
    await this.permissions.save(
      tx,
      { accountId, amocrmUserId, kind: 'pair', isAdmin, tokens, expiresAt },
      now,
    );
    if (wasLost) await this.installations.setState(tx, accountId, 'active', now);
  }

  private async userOf(
    tx: EntityManager,
    accountId: string,
    { amocrmUserId, user }: Somebody,
  ): Promise<UserRow> {
    const known = await this.identity.userByAmocrmId(tx, accountId, amocrmUserId);
    if (!known && !user) return this.admit.run(tx, { accountId, amocrmUserId, isAdmin: false });
    if (!user) return known!;
    const { name, email, isAdmin, isFree } = user;
    const language = languageOf(user.lang);
    const person = { accountId, amocrmUserId, name, email, isAdmin, isFree, language };
    const row = known ?? (await this.admit.run(tx, { ...person, isConfirmed: true }));
    await this.identity.rightsRead(tx, row, { ...user, language }, await this.clock.now());
    return (await this.identity.user(tx, accountId, row.id)) ?? row;
  }

  private async whoever(asked: Promise<AmoUser>): Promise<AmoUser | null> {
    return asked.catch((error: unknown) => {
      if (error instanceof AmoError && error.code === 'amo_forbidden') return null;
      throw error;
    });
  }
}
