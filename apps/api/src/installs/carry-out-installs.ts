import { Inject, Injectable, Logger } from '@nestjs/common';
import { AmoError, type AmoGateway, type AmoTokens } from '@rocket/amocrm';
import type { AccountDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { Waker } from '../platform/wakings/waker';
import { AMO_GATEWAY } from './amo-gateway';
import { InstallAccount } from './install-account';
import { InstallHookStore, type InstallHook } from './install-hook.store';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** What amoCRM will say again however often it is asked. */
const FOR_GOOD: ReadonlySet<string> = new Set(['amo_unauthorized', 'amo_rejected', 'amo_not_found']);

/** What became of an authorisation: the account it connected; null: it is tried again, or amoCRM refused it for good. */
export type InstallOutcome = AccountDto | 'later' | 'refused';

/**
 * Carries out authorisations that were written down before: amoCRM waits three seconds for an answer to its hook and never
 * repeats it (amocrm facts, decision 5). The code is good once, so what it brought is kept before anything else is asked.
 * What amoCRM does not answer is tried again while the code lives; then the Connect button recovers.
 */
@Injectable()
export class CarryOutInstalls {
  private readonly log = new Logger(CarryOutInstalls.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly hooks: InstallHookStore,
    private readonly installAccount: InstallAccount,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    for (const hook of await this.hooks.claim(this.db, await this.clock.now())) await this.carryOut(hook);
  }

  /** The one somebody waits for before their browser. */
  async one(id: string): Promise<InstallOutcome> {
    const [hook] = await this.hooks.claim(this.db, await this.clock.now(), id);
    return hook ? this.carryOut(hook) : 'later';
  }

  private async carryOut(hook: InstallHook): Promise<InstallOutcome> {
    try {
      const account = await this.installAccount.run(hook.host, await this.tokensOf(hook));
      await this.hooks.done(this.db, hook.id, await this.clock.now());
      return account;
    } catch (error) {
      return this.fail(hook, error);
    }
  }

  private async tokensOf(hook: InstallHook): Promise<AmoTokens> {
    if (hook.secret.kind === 'tokens') return JSON.parse(hook.secret.text) as AmoTokens;
    const tokens = await this.amo.exchangeCode(hook.host, hook.secret.text);
    await this.hooks.keepTokens(this.db, hook.id, JSON.stringify(tokens));
    return tokens;
  }

  private async fail(hook: InstallHook, error: unknown): Promise<InstallOutcome> {
    const failure = error instanceof Error ? error.message : String(error);
    const isOver = error instanceof AmoError && FOR_GOOD.has(error.code);
    this.log.warn({ msg: 'An authorisation was not carried out', host: hook.host, failure, isOver });
    const now = await this.clock.now();
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** hook.tries, LONGEST_PAUSE_MS);
    await this.hooks.failed(this.db, hook.id, failure, isOver ? null : new Date(now.getTime() + pause), now);
    if (isOver) return 'refused';
    setTimeout(() => this.waker.wake('installs'), pause + 50).unref();
    return 'later';
  }
}
