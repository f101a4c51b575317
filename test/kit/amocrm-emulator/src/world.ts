import { randomBytes } from 'node:crypto';

export interface EmulatedUser {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
  readonly isFree: boolean;
  readonly lang: string;
}

export interface EmulatedAccount {
  readonly id: number;
  readonly name: string;
  subdomain: string;
  readonly domain: 'amocrm.ru' | 'kommo.com' | 'amocrm.com';
  readonly timeZone: string;
  isTechnical: boolean;
  users: EmulatedUser[];
  /** Is our integration installed here? */
  installed: boolean;
  readonly widgets: Record<string, Record<string, unknown>>;
  readonly webhooks: { destination: string; settings: string[] }[];
  readonly tasks: Record<string, unknown>[];
  readonly notes: Record<string, unknown>[];
}

/** What a test says of an account; everything else has a plain default. */
export interface AccountSeed {
  readonly id: number;
  readonly subdomain: string;
  readonly name: string;
  readonly domain?: EmulatedAccount['domain'];
  readonly timeZone?: string;
  readonly isTechnical?: boolean;
  readonly users: readonly (Pick<EmulatedUser, 'id' | 'name'> & Partial<EmulatedUser>)[];
}

/** One user's permission for our integration: the pair in force and the one before it. */
export interface Grant {
  readonly accountId: number;
  readonly userId: number;
  refresh: string;
  refreshExpires: number;
  previousRefresh: string | null;
  /** In grace mode the first use of the new pair ends the life of the old refresh token. */
  newPairUsed: boolean;
  access: { token: string; expires: number }[];
}

/** A token made by hand in the integration's "Keys" tab: no refresh, good until its end (facts §1.1). */
interface LongLived {
  readonly accountId: number;
  readonly userId: number;
  readonly token: string;
  readonly expires: number;
}

interface Code {
  readonly accountId: number;
  readonly userId: number;
  readonly expires: number;
}

const CODE_SECONDS = 20 * 60;
export const ACCESS_SECONDS = 86_400;

const secretText = (): string => `def502${randomBytes(48).toString('hex')}`;

/** All that the fake amoCRM remembers. Plain data, so that a run of it can be kept in a file. */
export class World {
  accounts: EmulatedAccount[] = [];
  grants: Grant[] = [];
  codes = new Map<string, Code>();
  private longLived: LongLived[] = [];

  constructor(private readonly refreshDays: number) {}

  addAccount(seed: AccountSeed): EmulatedAccount {
    const account: EmulatedAccount = {
      id: seed.id,
      name: seed.name,
      subdomain: seed.subdomain,
      domain: seed.domain ?? 'amocrm.ru',
      timeZone: seed.timeZone ?? 'Europe/Moscow',
      isTechnical: seed.isTechnical ?? false,
      users: seed.users.map(userOf),
      installed: false,
      widgets: {},
      webhooks: [],
      tasks: [],
      notes: [],
    };
    this.accounts = [...this.accounts.filter(({ id }) => id !== seed.id), account];
    return account;
  }

  /** The people of an account from now on; the rest of it stays. */
  setUsers(accountId: number, users: AccountSeed['users']): void {
    this.account(accountId).users = users.map(userOf);
  }

  /** @throws Error when a test names an account that is not there; so do the finders below */
  account(id: number): EmulatedAccount {
    const account = this.accounts.find((candidate) => candidate.id === id);
    if (!account) throw new Error(`The emulator has no account ${id}`);
    return account;
  }

  user(accountId: number, userId: number): EmulatedUser {
    const user = this.account(accountId).users.find(({ id }) => id === userId);
    if (!user) throw new Error(`The emulator has no user ${userId} in account ${accountId}`);
    return user;
  }

  adminOf(accountId: number): EmulatedUser {
    const admin = this.account(accountId).users.find(({ isAdmin }) => isAdmin);
    if (!admin) throw new Error(`Account ${accountId} of the emulator has no administrator`);
    return admin;
  }

  byHost(host: string): EmulatedAccount | undefined {
    return this.accounts.find((account) => hostOf(account) === host);
  }

  issueCode(accountId: number, userId: number, now: Date): string {
    this.user(accountId, userId);
    const code = secretText();
    this.codes.set(code, { accountId, userId, expires: now.getTime() + CODE_SECONDS * 1000 });
    return code;
  }

  /** A code is good once, for 20 minutes, at the host of its own account. */
  takeCode(code: string, accountId: number, now: Date): Code | null {
    const found = this.codes.get(code);
    if (found?.accountId !== accountId) return null;
    this.codes.delete(code);
    return found.expires > now.getTime() ? found : null;
  }

  /** A new permission takes the place of the same user's older one. */
  grant(accountId: number, userId: number, access: string, now: Date): Grant {
    this.grants = this.grants.filter((grant) => grant.accountId !== accountId || grant.userId !== userId);
    const grant: Grant = {
      accountId,
      userId,
      refresh: '',
      refreshExpires: 0,
      previousRefresh: null,
      newPairUsed: true,
      access: [],
    };
    this.grants.push(grant);
    this.account(accountId).installed = true;
    this.rotate(grant, access, now);
    return grant;
  }

  rotate(grant: Grant, access: string, now: Date): void {
    // Asked again with the old token: the pair nobody has used is forgotten, the old token stays the fallback.
    if (grant.newPairUsed) grant.previousRefresh = grant.refresh || null;
    grant.refresh = secretText();
    grant.refreshExpires = now.getTime() + this.refreshDays * ACCESS_SECONDS * 1000;
    grant.newPairUsed = false;
    const alive = grant.access.filter(({ expires }) => expires > now.getTime());
    grant.access = [...alive, { token: access, expires: now.getTime() + ACCESS_SECONDS * 1000 }];
  }

  findRefresh(token: string, now: Date, grace: boolean): Grant | null {
    const alive = this.grants.filter(({ refreshExpires }) => refreshExpires > now.getTime());
    const current = alive.find(({ refresh }) => refresh === token);
    if (current) {
      current.newPairUsed = true;
      return current;
    }
    const previous = alive.find(({ previousRefresh }) => previousRefresh === token);
    return previous && grace && !previous.newPairUsed ? previous : null;
  }

  keepLongLived(accountId: number, userId: number, token: string, expires: Date): void {
    this.longLived.push({ accountId, userId, token, expires: expires.getTime() });
  }

  /** Whose token it is in this account; null: nobody's, or not any more. */
  bearerOf(token: string, accountId: number, now: Date): number | null {
    const byHand = this.longLived.find((one) => one.accountId === accountId && one.token === token);
    if (byHand) return byHand.expires > now.getTime() ? byHand.userId : null;
    return this.findAccess(token, accountId, now)?.userId ?? null;
  }

  private findAccess(token: string, accountId: number, now: Date): Grant | null {
    const grant = this.grants.find(
      (candidate) =>
        candidate.accountId === accountId &&
        candidate.access.some((access) => access.token === token && access.expires > now.getTime()),
    );
    if (grant?.access.at(-1)?.token === token) grant.newPairUsed = true;
    return grant ?? null;
  }

  revoke(accountId: number): void {
    this.grants = this.grants.filter((grant) => grant.accountId !== accountId);
    this.longLived = this.longLived.filter((one) => one.accountId !== accountId);
    this.account(accountId).installed = false;
  }

  /** One user took their own permission back: the integration stays. */
  revokeUser(accountId: number, userId: number): void {
    this.grants = this.grants.filter((grant) => grant.accountId !== accountId || grant.userId !== userId);
  }

  /** Every access token of the account is over, a day early. */
  expireAccess(accountId: number): void {
    for (const grant of this.grants) if (grant.accountId === accountId) grant.access = [];
  }

  save(): string {
    return JSON.stringify({ accounts: this.accounts, grants: this.grants, longLived: this.longLived });
  }

  load(text: string): void {
    const kept = JSON.parse(text) as Pick<World, 'accounts' | 'grants'> & { longLived?: LongLived[] };
    this.accounts = kept.accounts;
    this.grants = kept.grants;
    this.longLived = kept.longLived ?? [];
  }
}

const userOf = (user: AccountSeed['users'][number]): EmulatedUser => ({
  email: `user${user.id}@example.test`,
  isAdmin: false,
  isActive: true,
  isFree: false,
  lang: 'ru',
  ...user,
});

export const hostOf = (account: Pick<EmulatedAccount, 'subdomain' | 'domain'>): string =>
  `${account.subdomain}.${account.domain}`;
