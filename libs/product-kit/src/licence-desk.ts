import type { JWTVerifyGetKey } from 'jose';
import { join } from 'node:path';
import type { Entitlement } from './answers.ts';
import { readKept, writeKept } from './kept-file.ts';
import { openKeySet } from './key-set.ts';
import { machineNow, type Now } from './kit-clock.ts';
import { LicenceRefused, verifyLicence, type Licence } from './licence.ts';
import { MarketClient, type MarketClientOptions } from './market-client.ts';

export interface LicenceDeskOptions extends MarketClientOptions {
  /** The product's code in the market. */
  readonly product: string;
  /** Who signs licences, when the market is reached by another address than its own: its public origin. */
  readonly issuer?: string;
  /** A folder of this process: licences and keys are kept there, so that a restart in an outage shuts nobody out. */
  readonly directory?: string;
  /** For so long an answer is used without asking again, milliseconds: 30,000 unless told; 0 asks every time. */
  readonly fresh?: number;
  /** Told of every question that got no answer, once for each: log it. Nothing is thrown at your users. Of all accounts: null. */
  readonly onTrouble?: (trouble: unknown, account: number | null) => void;
}

export interface Decision {
  readonly entitled: boolean;
  /** Words for the person in front of the screen. */
  readonly reason: string;
  /**
   * How it is known: `answer` of the market just now or a moment ago; `licence` signed within its life; `grace` past its life
   * while the market cannot be reached; `nothing` when neither an answer nor a licence that may be believed is there.
   */
  readonly source: 'answer' | 'licence' | 'grace' | 'nothing';
  /** When the market said so; null when it never did. */
  readonly saidAt: Date | null;
  readonly state: string;
  readonly quantity: number;
  readonly paidUntil: string | null;
}

interface Known {
  readonly entitlement: Entitlement;
  readonly at: Date;
}
type KeptLicences = Record<string, { token: string; reason: string; at: string }>;

const WRITE_AFTER_MS = 1_000;
const NOT_KNOWN = 'Не удалось проверить оплату продукта. Попробуйте через несколько минут';

/**
 * "May this account use me?", answered within the time of one call whatever happens to the market: by its answer, else by the
 * last licence it signed, as long as that licence says it may be believed.
 *
 * A refusal of the market is not an outage: a key that was revoked is told to `onTrouble`, and until it is replaced your
 * customers live by their licences, not a minute longer than their grace.
 */
export class LicenceDesk {
  private readonly known = new Map<number, Known>();
  private readonly asking = new Map<number, Promise<Decision>>();
  private kept: KeptLicences = {};
  private writing: Promise<void> = Promise.resolve();
  private writeSoon: NodeJS.Timeout | null = null;

  private constructor(
    readonly market: MarketClient,
    private readonly options: LicenceDeskOptions,
    private readonly keys: JWTVerifyGetKey,
    private readonly now: Now,
  ) {}

  static async open(options: LicenceDeskOptions): Promise<LicenceDesk> {
    const market = new MarketClient(options);
    const keys = await openKeySet({
      origin: market.origin,
      timeout: options.timeout ?? 3000,
      fetch: options.fetch ?? fetch,
      directory: options.directory,
    });
    const desk = new LicenceDesk(market, options, keys, options.now ?? machineNow);
    if (options.directory !== undefined)
      desk.kept = (await readKept<KeptLicences>(join(options.directory, 'licences.json'))) ?? {};
    return desk;
  }

  /** Never throws for what the market or the network did. Calls for one account at the same time ask once. */
  async check(account: number): Promise<Decision> {
    const known = this.known.get(account);
    const fresh = this.options.fresh ?? 30_000;
    if (known && this.now().getTime() - known.at.getTime() < fresh) return decisionOf(known);
    return this.asking.get(account) ?? this.ask(account);
  }

  /**
   * Call it from a web hook: the next check asks the market, and a question that is on its way is not remembered: its answer may be
   * older than the news. What the licence says off line is not forgotten.
   */
  forget(account: number): void {
    this.known.delete(account);
    this.asking.delete(account);
  }

  /** Resolves when what was learned is on disk: before the process ends. */
  async close(): Promise<void> {
    if (this.writeSoon) {
      clearTimeout(this.writeSoon);
      this.write();
    }
    await this.writing;
  }

  private ask(account: number): Promise<Decision> {
    const isLatest = (): boolean => this.asking.get(account) === question;
    const question: Promise<Decision> = this.askMarket(account, isLatest).finally(() => {
      if (isLatest()) this.asking.delete(account);
    });
    this.asking.set(account, question);
    return question;
  }

  private async askMarket(account: number, isLatest: () => boolean): Promise<Decision> {
    const at = this.now();
    try {
      const known = { entitlement: await this.market.entitlement(account), at };
      if (isLatest()) {
        this.known.set(account, known);
        await this.keep(account, known.entitlement, at);
      }
      return decisionOf(known);
    } catch (error) {
      this.options.onTrouble?.(error, account);
      return this.byLicence(account);
    }
  }

  private async byLicence(account: number): Promise<Decision> {
    const kept = this.kept[account];
    if (kept === undefined) return nothing(null);
    try {
      return fromLicence(await this.verify(account, kept.token), kept.reason);
    } catch (error) {
      // Past its grace is what was to be expected; anything else is worth a line in a log.
      if (!(error instanceof LicenceRefused) || error.code !== 'over')
        this.options.onTrouble?.(error, account);
      return nothing(new Date(kept.at));
    }
  }

  private verify(account: number, token: string): Promise<Licence> {
    const { product, issuer = this.market.origin } = this.options;
    return verifyLicence(token, { keys: this.keys, product, account, issuer, now: this.now() });
  }

  /** Checked while the market answers, which fetches the key it was signed with too: in an outage it is too late for either. */
  private async keep(account: number, { licence: token, reason }: Entitlement, at: Date): Promise<void> {
    try {
      await this.verify(account, token);
    } catch (error) {
      this.options.onTrouble?.(error, account);
      return;
    }
    this.kept[account] = { token, reason, at: at.toISOString() };
    if (this.options.directory !== undefined)
      this.writeSoon ??= setTimeout(() => this.write(), WRITE_AFTER_MS).unref();
  }

  /** All licences are one file, so a second's worth of them is written together; writes follow one another. */
  private write(): void {
    this.writeSoon = null;
    const path = join(this.options.directory!, 'licences.json');
    this.writing = this.writing
      .then(() => writeKept(path, this.kept))
      .catch((error: unknown) => this.options.onTrouble?.(error, null));
  }
}

const decisionOf = ({ entitlement, at }: Known): Decision => ({
  entitled: entitlement.entitled,
  reason: entitlement.reason,
  source: 'answer',
  saidAt: at,
  state: entitlement.state,
  quantity: entitlement.quantity,
  paidUntil: entitlement.paidUntil,
});

const fromLicence = (licence: Licence, reason: string): Decision => ({
  entitled: licence.entitled,
  reason,
  source: licence.standing === 'current' ? 'licence' : 'grace',
  saidAt: licence.issuedAt,
  state: licence.state,
  quantity: licence.quantity,
  paidUntil: licence.paidUntil,
});

const nothing = (saidAt: Date | null): Decision => ({
  ...{ entitled: false, reason: NOT_KNOWN, source: 'nothing', saidAt },
  ...{ state: 'unknown', quantity: 0, paidUntil: null },
});
