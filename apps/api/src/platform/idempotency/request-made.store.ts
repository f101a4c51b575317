import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** So many rows at a time: a sweep after a long rest holds nobody up. */
const BATCH = 5_000;

/** What requests made (`idOfRequest`), to be found by the same request again while its Idempotency-Key holds. */
@Injectable()
export class RequestMadeStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Forgets what is older than any key that may still be repeated: PostgreSQL refuses to delete the others. Several processes may
   * sweep at a time.
   */
  async sweep(batch = BATCH): Promise<void> {
    for (;;) {
      const [{ gone }] = (await this.db.query(
        `with old as (
           select account_id, request from request_made where coalesce(kept_since, made_at) <= now() - interval '50 hours'
            order by coalesce(kept_since, made_at) limit $1),
         gone as (
           delete from request_made m using old where m.account_id = old.account_id and m.request = old.request returning 1)
         select count(*)::integer as gone from gone`,
        [batch],
      )) as [{ gone: number }];
      if (gone < batch) return;
    }
  }
}
