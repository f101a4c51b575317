import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AmoError, type AmoGateway, type AmoTokens } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AMO_GATEWAY } from './amo-gateway';
import { InstallationStore } from './installation.store';
import { PermissionStore, type Permission } from './permission.store';

/** What a request needs: where, and by which token. `permission` is the row it came from. */
export interface Access {
  readonly permission: Permission;
  readonly host: string;
}

/** A permission that amoCRM honours no more. Another one of the account may still work. */
export class PermissionOver extends Error {}

const EARLY_MS = 5 * 60_000;
const WAIT_MS = 40_000;
const LOOK_EVERY_MS = 100;
/** amoCRM forgets a refresh token after three months: then nobody revoked anything, we were silent too long. */
const REFRESH_LIFE_MS = 89 * 86_400_000;

/**
 * Keeps the pair of a permission fresh. Several processes may want it at once: one takes the lease and asks amoCRM, outside
 * of any transaction, the others wait for the pair it writes (facts §0, 7). Whoever writes names the version it replaces, so
 * a process that woke up after its lease was over destroys nothing.
 */
@Injectable()
export class RotateTokens {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly permissions: PermissionStore,
    private readonly installations: InstallationStore,
  ) {}

  /** The permission with a token that lives. @throws PermissionOver, AmoError */
  async fresh(access: Access): Promise<Access> {
    const now = await this.clock.now();
    const early = access.permission.kind === 'pair' ? EARLY_MS : 0;
    if (access.permission.expiresAt.getTime() - early > now.getTime()) return access;
    return this.replaced(access);
  }

  /** The permission with another token than the one amoCRM has just refused. @throws PermissionOver, AmoError */
  async replaced(access: Access): Promise<Access> {
    if (access.permission.kind === 'long_lived') {
      const hasRunOut = access.permission.expiresAt <= (await this.clock.now());
      return this.over(access.permission, hasRunOut ? 'lost' : 'revoked');
    }
    const owner = randomUUID();
    for (
      const deadline = performance.now() + WAIT_MS;
      performance.now() < deadline;
      await pause(LOOK_EVERY_MS)
    ) {
      const current = await this.permissions.read(this.db, access.permission);
      if (!current || current.state !== 'active') throw new PermissionOver();
      if (current.version !== access.permission.version) return this.at(current, access.host);
      if (await this.permissions.lease(this.db, current, owner))
        return this.rotate(current, access.host, owner);
    }
    throw new AmoError('amo_unavailable', 'Another process holds the rotation', { cause: 'lease' });
  }

  /** Where the account lives now; null: where we thought, or amoCRM does not say. */
  async movedTo(access: Access): Promise<string | null> {
    const { apiDomain, refreshToken } = access.permission.tokens;
    if (apiDomain === null || refreshToken === '') return null;
    const found = await this.amo.currentHost(apiDomain, refreshToken).catch(() => null);
    if (found === null || found.host === access.host) return null;
    await this.installations.move(this.db, access.permission.accountId, found.host);
    return found.host;
  }

  private async rotate(permission: Permission, host: string, owner: string): Promise<Access> {
    try {
      const { tokens, at } = await this.trade({ permission, host });
      const now = await this.clock.now();
      await this.permissions.rotated(this.db, permission, tokens, expiryOf(tokens, now), now);
      const current = await this.permissions.read(this.db, permission);
      if (current?.state !== 'active') throw new PermissionOver();
      return { permission: current, host: at };
    } catch (error) {
      if (!isRevoked(error)) {
        await this.permissions.release(
          this.db,
          permission,
          owner,
          !mayHaveBeenTraded(error) && !permission.rotating,
        );
        throw error;
      }
      const now = await this.clock.now();
      const mayBeOurs =
        permission.rotating ||
        error.facts['afterLoss'] === true ||
        now.getTime() - permission.updatedAt.getTime() > REFRESH_LIFE_MS;
      return this.over(permission, mayBeOurs ? 'lost' : 'revoked');
    }
  }

  /** On the old host a renamed account is not found, or its token is not (facts §1.4): it is looked up and asked there. */
  private async trade(access: Access): Promise<{ tokens: AmoTokens; at: string }> {
    const { refreshToken } = access.permission.tokens;
    try {
      return { tokens: await this.amo.refresh(access.host, refreshToken), at: access.host };
    } catch (error) {
      if (!(error instanceof AmoError) || !['amo_not_found', 'amo_unauthorized'].includes(error.code))
        throw error;
      const at = await this.movedTo(access);
      if (at === null) throw error;
      return { tokens: await this.amo.refresh(at, refreshToken), at };
    }
  }

  private async at(permission: Permission, host: string): Promise<Access> {
    const installation = await this.installations.read(this.db, permission.accountId);
    return { permission, host: installation?.host ?? host };
  }

  private async over(permission: Permission, state: 'revoked' | 'lost'): Promise<never> {
    await this.permissions.end(this.db, permission, state, await this.clock.now());
    throw new PermissionOver();
  }
}

export const expiryOf = (tokens: AmoTokens, now: Date): Date =>
  new Date(now.getTime() + tokens.expiresIn * 1000);

/** A refused token comes with a `hint`; a refused client does not, and that is our own mistake (facts §1.5). */
const isRevoked = (error: unknown): error is AmoError =>
  error instanceof AmoError && error.code === 'amo_unauthorized' && error.facts['hint'] !== undefined;

/** No answer, or one that could not be read: amoCRM may have traded the pair all the same. */
const mayHaveBeenTraded = (error: unknown): boolean =>
  !(error instanceof AmoError) ||
  (error.code === 'amo_unavailable' && error.facts['cause'] !== 'lease') ||
  error.facts['afterLoss'] === true;
