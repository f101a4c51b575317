import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { KnownRequest } from './decide-replay';

/** A key belongs to a caller and a path. */
export interface RequestName {
  readonly caller: string;
  readonly path: string;
  readonly key: string;
}

export interface KeptRequest extends KnownRequest {
  readonly status: number | null;
  readonly body: string | null;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string | null;
}

export const KEPT_FOR_MS = 48 * 3600_000;

/**
 * The requests that must not happen twice. Each statement is a transaction of its own, outside the one of the
 * use case: a claim must be seen by others while the work goes on.
 */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly db: DataSource) {}

  /** Takes a key nobody has used. False when it is known. */
  async claim(
    name: RequestName,
    requestHash: Buffer,
    holder: string,
    now: Date,
    until: Date,
  ): Promise<boolean> {
    const rows = (await this.db.query(
      `insert into idempotency_key (caller, path, key, request_hash, state, holder, lease_until, created_at)
       values ($1, $2, $3, $4, 'running', $5, $6, $7) on conflict do nothing returning key`,
      [name.caller, name.path, name.key, requestHash, holder, until, now],
    )) as unknown[];
    return rows.length > 0;
  }

  async find(name: RequestName): Promise<KeptRequest | null> {
    const [row] = (await this.db.query(
      `select request_hash as "requestHash", state, lease_until as "leaseUntil", status, body
         from idempotency_key where caller = $1 and path = $2 and key = $3`,
      [name.caller, name.path, name.key],
    )) as KeptRequest[];
    return row ?? null;
  }

  /** Takes over from a process that died. False when another was quicker. */
  async takeOver(name: RequestName, holder: string, now: Date, until: Date): Promise<boolean> {
    const rows = (await this.db.query(
      `with taken as (
         update idempotency_key set holder = $4, lease_until = $6
          where caller = $1 and path = $2 and key = $3 and state = 'running' and lease_until <= $5 returning key)
       select key from taken`,
      [name.caller, name.path, name.key, holder, now, until],
    )) as unknown[];
    return rows.length > 0;
  }

  async renew(name: RequestName, holder: string, until: Date): Promise<void> {
    await this.db.query(
      `update idempotency_key set lease_until = $5
        where caller = $1 and path = $2 and key = $3 and holder = $4 and state = 'running'`,
      [name.caller, name.path, name.key, holder, until],
    );
  }

  /**
   * @param tx the transaction of the deed; left out: one of its own
   * @returns false when somebody else has taken the request over
   */
  async keep(
    name: RequestName,
    holder: string,
    { status, body }: KeptAnswer,
    tx: Pick<EntityManager, 'query'> = this.db,
  ): Promise<boolean> {
    const rows = (await tx.query(
      `with kept as (
         update idempotency_key set state = 'done', status = $5, body = $6
          where caller = $1 and path = $2 and key = $3 and holder = $4 returning key)
       select key from kept`,
      [name.caller, name.path, name.key, holder, status, body],
    )) as unknown[];
    return rows.length > 0;
  }

  async forget(name: RequestName, holder: string): Promise<void> {
    await this.db.query(
      `delete from idempotency_key
        where caller = $1 and path = $2 and key = $3 and holder = $4 and state = 'running'`,
      [name.caller, name.path, name.key, holder],
    );
  }

  async sweep(now: Date): Promise<void> {
    await this.db.query('delete from idempotency_key where created_at < $1', [
      new Date(now.getTime() - KEPT_FOR_MS),
    ]);
  }
}
