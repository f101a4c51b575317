import { Injectable } from '@nestjs/common';
import { ApiError } from './api-error';

const SECOND_MS = 1000;
/** So many accounts are remembered before those that have been quiet for a second are let go. */
const MOST = 10_000;

/**
 * How many requests of products about one account an offer lets through in a second, all methods together (Alfa CRM 7.8). Counted
 * in the memory of this process, so that the hot lane asks no database: with several processes each counts what it serves, and
 * an account may get as many times more. Other accounts are never held up by it, and what was reserved may be confirmed and
 * released at any pace: that finishes what was let through.
 */
@Injectable()
export class AccountPace {
  private readonly taken = new Map<string, number[]>();

  /**
   * Takes a place in the second that ends now.
   * @param limit requests a second; null: the offer sets none
   * @param now milliseconds of the machine's clock
   * @throws ApiError `rate_limited` with whole seconds to wait
   */
  take(accountId: string, limit: number | null, now: number): void {
    if (limit === null) return;
    const recent = (this.taken.get(accountId) ?? []).filter((at) => at > now - SECOND_MS && at <= now);
    if (recent.length >= limit) {
      this.taken.set(accountId, recent);
      throw new ApiError(
        'rate_limited',
        `По условиям оферты — не больше ${limit} запросов к API об аккаунте в секунду`,
        { limit, retryAfter: 1 },
      );
    }
    recent.push(now);
    this.taken.set(accountId, recent);
    if (this.taken.size > MOST) this.forgetQuiet(now);
  }

  private forgetQuiet(now: number): void {
    for (const [id, times] of this.taken) if ((times.at(-1) ?? 0) <= now - SECOND_MS) this.taken.delete(id);
  }
}
