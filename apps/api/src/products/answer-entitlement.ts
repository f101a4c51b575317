import { Injectable } from '@nestjs/common';
import type { EntitlementDto, UsageLimitDto } from '@rocket/contracts';
import { Clock, addDays, dayOf, daysBetween } from '@rocket/kernel';
import { ApiError } from '../platform/api-error';
import { AccountPace } from '../platform/account-pace';
import { AppConfig } from '../platform/config';
import type { ProductCaller } from '../platform/caller';
import { WallClock } from '../platform/clock';
import { hashOf } from '../platform/identity/secrets';
import { ShowUsage } from '../usage/show-usage';
import { ChangeFeed, type Listener } from './change-feed';
import { EntitlementStore, nameOfPair, type Pair } from './entitlement.store';
import type { EntitlementFacts } from './entitlement.rows';
import { judgeEntitlement } from './judge-entitlement';
import { LicenceSigner, type Signer } from './licence-signer';
import { Memory, type Recalled } from './memory';
import { LICENCE_GRACE_SECONDS, LICENCE_LIFE_SECONDS } from './plan-signing-keys';
import { DatabaseAway, inTime } from '../platform/product-database';
import { cannotAnswer } from './cannot-answer';
import { ProductKeyRing } from './product-key-ring';

const MOST_PAIRS = 50_000;
const MOST_AT_ONCE = 200;
const MINUTE_MS = 60_000;

/** An answer without its date. */
type Undated = Omit<EntitlementDto, 'asOf' | 'ageSeconds'>;

interface Composed {
  readonly minute: number;
  /** Which key signed, and in which minute of the machine: until both change it is the same licence. */
  readonly signedBy: string;
  readonly signedIn: number;
  readonly answer: Undated;
  /** The answer as JSON, open at its end for the date. */
  readonly text: string;
}

/** Somebody asks now: by the business clock, by the machine's, and whether all changes until now are known. */
interface Asking {
  readonly now: Date;
  readonly real: number;
  readonly isConfirmed: boolean;
}

export interface ProductAnswer {
  readonly caller: ProductCaller;
  /** JSON of an EntitlementDto. */
  readonly text: string;
}

/**
 * "May this account use me?" (the question every product asks). What is remembered are rows, never judgements: each answer is
 * judged by its own `now`. Memory is used only after the feed of changes has said that it is as new as the tables were when the
 * question came, so an answer turns the moment a charge or a suspension is committed, whichever process did it (decision 0016).
 * While the database is away the last rows known answer, and say how old they are.
 */
@Injectable()
export class AnswerEntitlement implements Listener {
  private readonly facts: Memory<EntitlementFacts>;
  private readonly composed = new WeakMap<EntitlementFacts, Composed>();
  private readonly limitsSeen = new WeakMap<EntitlementFacts, Recalled<UsageLimitDto[]>>();
  private lastNow: Date | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly signer: LicenceSigner,
    private readonly usage: ShowUsage,
    private readonly store: EntitlementStore,
    private readonly ring: ProductKeyRing,
    private readonly feed: ChangeFeed,
    private readonly config: AppConfig,
    private readonly pace: AccountPace,
  ) {
    this.facts = new Memory(feed, {
      most: MOST_PAIRS,
      oldestMs: (LICENCE_LIFE_SECONDS + LICENCE_GRACE_SECONDS) * 1000,
      tagOf: ({ accountId }) => accountId,
    });
    feed.listen(this);
  }

  /** @throws ApiError `not_found` for a product the key does not open, `database_unavailable` */
  async run(
    caller: ProductCaller,
    account: number,
    product = caller.productCode,
    project?: string,
  ): Promise<EntitlementDto> {
    const [answer] = await this.many(caller, [account], [product], project);
    const { account: _, product: __, project: ___, ...rest } = answer!;
    return rest;
  }

  /** Answers by account, then by product. @throws as `run` does; ApiError `validation_failed` for more than 200 pairs */
  async many(
    caller: ProductCaller,
    accounts: readonly number[],
    products: readonly string[] = caller.products,
    project?: string,
  ): Promise<(EntitlementDto & Pair)[]> {
    const strange = products.find((product) => !caller.products.includes(product));
    if (strange !== undefined) throw new ApiError('not_found', `Этот ключ не открывает продукт «${strange}»`);
    const pairs = accounts.flatMap((account) =>
      products.map((product) => ({ account, product, ...(project === undefined ? {} : { project }) })),
    );
    if (pairs.length > MOST_AT_ONCE)
      throw new ApiError('validation_failed', 'Слишком много вопросов сразу', {}, [
        { path: 'accounts', message: `Не больше ${MOST_AT_ONCE} пар аккаунта и продукта за раз` },
      ]);
    try {
      const asking = await this.asking();
      const found = await this.factsOf(pairs, asking);
      this.keepPace(
        found.map(({ value }) => value),
        asking,
      );
      const answers: (EntitlementDto & Pair)[] = [];
      // One after another: a batch with limits must not take every connection there is.
      for (const [nth, pair] of pairs.entries()) {
        const signer = await this.signer.signer(new Date(asking.real), asking.isConfirmed);
        const { answer, asOf } = await this.compose(found[nth]!, pair, signer, asking);
        answers.push({ ...pair, ...answer, ...dated(asOf, asking) });
      }
      return answers;
    } catch (error) {
      throw error instanceof DatabaseAway ? cannotAnswer() : error;
    }
  }

  /**
   * The short way of the hot door: key and facts from memory, or both in one statement. Null for a key that does not open it: who
   * refuses, and how, is the ordinary door's. @throws ApiError `database_unavailable`
   */
  async byKey(secret: string, account: number): Promise<ProductAnswer | null> {
    const hash = hashOf(secret);
    const keyName = hash.toString('base64');
    try {
      const asking = await this.asking();
      const read =
        this.known(keyName, account, asking) ?? (await this.readByKey(hash, keyName, account, asking));
      const caller = read && this.ring.callerOf(read.key, new Date(asking.real));
      if (!caller?.scopes.includes('entitlements:read')) return null;
      this.keepPace([read!.facts.value], asking);
      const signer = await this.signer.signer(new Date(asking.real), asking.isConfirmed, read!.signingKey);
      const pair = { account, product: caller.productCode };
      const { text, asOf } = await this.compose(read!.facts, pair, signer, asking);
      const { asOf: at, ageSeconds } = dated(asOf, asking);
      return { caller, text: `${text},"asOf":"${at}","ageSeconds":${ageSeconds}}` };
    } catch (error) {
      throw error instanceof DatabaseAway ? cannotAnswer() : error;
    }
  }

  hear(change: string): void {
    if (change === 'all') this.facts.forgetAll();
    else if (change.startsWith('account:'))
      for (const id of change.slice('account:'.length).split(',')) this.facts.forget(id);
  }

  lose(at: number): void {
    this.facts.date(at);
  }

  /** One question is one request about each account it names. @throws ApiError `rate_limited` */
  private keepPace(facts: readonly (EntitlementFacts | null)[], { real }: Asking): void {
    const limits = new Map<string, number>();
    for (const one of facts) if (one?.requestsPerSecond) limits.set(one.accountId, one.requestsPerSecond);
    for (const [accountId, limit] of limits) this.pace.take(accountId, limit, real);
  }

  private async asking(): Promise<Asking> {
    const real = (await this.wallClock.now()).getTime();
    const isConfirmed = await this.feed.confirm(real);
    try {
      const now = this.clock.now();
      this.lastNow = await (this.config.sandbox ? inTime(now) : now);
    } catch (error) {
      // The clock of a sandbox is a row; while the database is away nobody moves it.
      if (!(error instanceof DatabaseAway) || !this.lastNow) throw error;
    }
    return { now: this.lastNow, real, isConfirmed };
  }

  private known(keyName: string, account: number, asking: Asking) {
    const { isConfirmed, real } = asking;
    const key = isConfirmed ? this.ring.keys.known(keyName) : undefined;
    const facts = key && this.knownFacts(nameOfPair({ product: key.products[0], account }), asking);
    return facts && { key, facts: { value: facts, asOf: real }, signingKey: null };
  }

  private knownFacts(name: string, { isConfirmed, now }: Asking): EntitlementFacts | undefined {
    const facts = isConfirmed ? this.facts.known(name) : undefined;
    if (!facts || facts.holdsUntil === null) return facts;
    return dayOf(now, facts.timeZone) < facts.holdsUntil ? facts : undefined;
  }

  private async readByKey(hash: Buffer, keyName: string, account: number, { real, now }: Asking) {
    const marks = [this.ring.keys.marks(), this.facts.marks()] as const;
    try {
      const reading = this.store.byKey(hash, account, { real: new Date(real), business: now });
      const read = await this.ring.keys.patiently(keyName, reading);
      this.ring.keys.keepSince(marks[0], keyName, read && read.key, real);
      if (!read) return null;
      const pair = nameOfPair({ product: read.key.products[0], account });
      this.facts.keepSince(marks[1], pair, read.facts, real);
      return { ...read, facts: { value: read.facts, asOf: real } };
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
      const key = this.ring.keys.lastKnown(keyName, real).value;
      const facts = this.facts.lastKnown(nameOfPair({ product: key.products[0], account }), real);
      return { key, facts, signingKey: null };
    }
  }

  private async factsOf(
    pairs: readonly Pair[],
    asking: Asking,
  ): Promise<Recalled<EntitlementFacts | null>[]> {
    const { now, real } = asking;
    const recalled = pairs.map((pair) => this.knownFacts(nameOfPair(pair), asking));
    const missing = pairs.filter((_, nth) => !recalled[nth]);
    const marks = this.facts.marks();
    let read: Map<string, EntitlementFacts> | null = null;
    try {
      if (missing.length > 0) read = await this.store.ofPairs(missing, now);
      for (const name of missing.map(nameOfPair))
        this.facts.keepSince(marks, name, read?.get(name) ?? null, real);
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
    }
    return pairs.map((pair, nth) => {
      const name = nameOfPair(pair);
      if (recalled[nth]) return { value: recalled[nth], asOf: real };
      return read ? { value: read.get(name) ?? null, asOf: real } : this.facts.lastKnown(name, real);
    });
  }

  /** Rows that have no limits are judged once a minute: days begin on whole minutes in every time zone. */
  private async compose(
    { value: facts, asOf }: Recalled<EntitlementFacts | null>,
    pair: Pair,
    signer: Signer,
    { now, real }: Asking,
  ): Promise<{ text: string; answer: Undated; asOf: number }> {
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    const made = facts ? this.composed.get(facts) : undefined;
    const isJudged = made?.minute === minute;
    const isSigned = made?.signedBy === signer.id && made.signedIn === Math.floor(asOf / MINUTE_MS);
    if (isJudged && isSigned) return { text: made.text, answer: made.answer, asOf };
    const seen = facts?.hasLimits ? await this.limitsOf(facts, pair, now, real) : { value: [], asOf: real };
    const knownAt = Math.min(asOf, seen.asOf);
    const judged = isJudged ? made.answer : judge(facts, now);
    const { entitled, state, quantity, paidUntil } = judged;
    const licence = this.signer.sign(signer, { ...pair, entitled, state, quantity, paidUntil }, knownAt);
    const answer = { ...judged, limits: seen.value, licence };
    const text = JSON.stringify(answer).slice(0, -1);
    const signedIn = Math.floor(knownAt / MINUTE_MS);
    if (facts && !facts.hasLimits)
      this.composed.set(facts, { minute, signedBy: signer.id, signedIn, answer, text });
    return { text, answer, asOf: knownAt };
  }

  /** Counted with every use, and so read each time: telling everybody of each would make the counting wait. */
  private async limitsOf(
    facts: EntitlementFacts,
    { product, project }: Pair,
    now: Date,
    asOf: number,
  ): Promise<Recalled<UsageLimitDto[]>> {
    try {
      const value = await inTime(this.usage.limitsOf(facts.accountId, product, facts.timeZone, now, project));
      const seen = { value, asOf };
      this.limitsSeen.set(facts, seen);
      return seen;
    } catch (error) {
      const seen = this.limitsSeen.get(facts);
      if (!(error instanceof DatabaseAway) || !seen) throw error;
      return seen;
    }
  }
}

function judge(facts: EntitlementFacts | null, now: Date): Omit<Undated, 'limits' | 'licence'> {
  const today = facts ? dayOf(now, facts.timeZone) : null;
  const paidUntil = facts?.paidTo ? addDays(facts.paidTo, -1) : null;
  return {
    ...judgeEntitlement(facts, today),
    quantity: facts?.quantity ?? 0,
    ...(facts?.tariff ? { tariff: facts.tariff } : {}),
    ...(facts?.requestsPerSecond ? { requestsPerSecond: facts.requestsPerSecond } : {}),
    paidUntil,
    daysLeft: paidUntil && today ? daysBetween(today, paidUntil) : null,
  };
}

const dated = (asOf: number, { real }: Asking): Pick<EntitlementDto, 'asOf' | 'ageSeconds'> => ({
  asOf: new Date(asOf).toISOString(),
  ageSeconds: Math.max(0, Math.trunc((real - asOf) / 1000)),
});
