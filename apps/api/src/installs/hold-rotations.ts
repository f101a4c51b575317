import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AmoError } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { PermissionStore, type Permission } from './permission.store';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/**
 * Keeps the pairs of an account from being rotated while somebody of it authorises us again: amoCRM may let the older pair of
 * that person die by it (facts §1.3), and whoever asked with the older one meanwhile would take that for a removal. They wait
 * for the lease instead, and find the pair that took its place.
 */
@Injectable()
export class HoldRotations {
  constructor(
    private readonly db: DataSource,
    private readonly permissions: PermissionStore,
  ) {}

  /** @throws AmoError `amo_unavailable` when a rotation under way does not end in time */
  async during<T>(accountId: string | null, work: () => Promise<T>): Promise<T> {
    const owner = randomUUID();
    const held: Permission[] = [];
    try {
      if (accountId !== null) await this.hold(accountId, owner, held);
      return await work();
    } finally {
      // A pair that was replaced meanwhile has another version, and no lease.
      for (const permission of held)
        await this.permissions.release(this.db, permission, owner, !permission.rotating);
    }
  }

  private async hold(accountId: string, owner: string, held: Permission[]): Promise<void> {
    const isHeld = ({ amocrmUserId }: Permission): boolean =>
      held.some((one) => one.amocrmUserId === amocrmUserId);
    for (
      const deadline = performance.now() + WAIT_MS;
      performance.now() < deadline;
      await pause(LOOK_EVERY_MS)
    ) {
      const pairs = (await this.permissions.active(this.db, accountId)).filter(({ kind }) => kind === 'pair');
      for (const pair of pairs)
        if (!isHeld(pair) && (await this.permissions.lease(this.db, pair, owner))) held.push(pair);
      if (pairs.every(isHeld)) return;
    }
    throw new AmoError('amo_unavailable', 'A rotation of this account does not end', { cause: 'lease' });
  }
}
