import { Injectable } from '@nestjs/common';
import { ApiError } from './api-error';
import type { Caller } from './caller';
import { AppConfig } from './config';
import { networkOf } from './identity/sign-in-delay';

const MINUTE_MS = 60_000;
/** So many are remembered before those of earlier minutes are let go. */
const MOST = 50_000;
/** Requests a minute of all users of an account together, and of one key of a product. */
const OF_AN_ACCOUNT = 3_000;
const OF_A_KEY = 60_000;
/** Credentials that were none, from one address: as many requests as it may send when it shows nothing. */
const WRONG_OF_AN_ADDRESS = 1_200;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The demo's own tests come from this machine, thousands a minute. */
export const isOwnTest = ({ sandbox }: Pick<AppConfig, 'sandbox'>, address: string): boolean =>
  sandbox && LOOPBACK.has(address);

/**
 * How many requests a minute one customer or one product's key may send. Kept in the memory of this process:
 * it stops a loop gone wild and a flood, and is no price list; of several processes each counts what it serves. Staff and nobody are
 * held by their address alone.
 */
@Injectable()
export class CallerPace {
  private readonly counts = new Map<string, { minute: number; requests: number }>();

  constructor(private readonly config: Pick<AppConfig, 'sandbox'>) {}

  /**
   * @param now milliseconds of a clock that only goes forward
   * @throws ApiError `rate_limited` with whole seconds until the minute is over
   */
  take(caller: Caller, address: string, now = performance.now()): void {
    const paced = pacedBy(caller);
    if (paced && !isOwnTest(this.config, address) && this.count(paced.who, now) > paced.most)
      throw tooMany(now);
  }

  /** What an address showed was no credential: it gave it the pace of those who have one, and is counted for it. */
  wrong(address: string, now = performance.now()): void {
    this.count(wrongOf(address), now);
  }

  /** Before a credential is looked up. @throws ApiError `rate_limited` to an address that has shown too many wrong ones this minute */
  refuseGuesser(address: string, now = performance.now()): void {
    const count = this.counts.get(wrongOf(address));
    if (
      count?.minute === minuteOf(now) &&
      count.requests >= WRONG_OF_AN_ADDRESS &&
      !isOwnTest(this.config, address)
    )
      throw tooMany(now);
  }

  /** How many this minute, with this one. */
  private count(who: string, now: number): number {
    const minute = minuteOf(now);
    const count = this.counts.get(who);
    if (count?.minute === minute) return (count.requests += 1);
    if (this.counts.size >= MOST) this.forgetEarlier(minute);
    this.counts.set(who, { minute, requests: 1 });
    return 1;
  }

  private forgetEarlier(minute: number): void {
    for (const [who, count] of this.counts) if (count.minute !== minute) this.counts.delete(who);
  }
}

const minuteOf = (now: number): number => Math.floor(now / MINUTE_MS);

const wrongOf = (address: string): string => `wrong ${networkOf(address)}`;

const tooMany = (now: number): ApiError =>
  new ApiError('rate_limited', 'Слишком много запросов, попробуйте позже', {
    retryAfter: Math.ceil(((minuteOf(now) + 1) * MINUTE_MS - now) / 1000),
  });

function pacedBy(caller: Caller): { readonly who: string; readonly most: number } | null {
  if (caller.kind === 'user') return { who: `account ${caller.accountId}`, most: OF_AN_ACCOUNT };
  if (caller.kind === 'product') return { who: `key ${caller.keyId}`, most: OF_A_KEY };
  return null;
}
