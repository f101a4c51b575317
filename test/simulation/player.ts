import { randomUUID } from 'node:crypto';
import { ApiProblem, routes, type CallOptions, type Route, type StaffRole } from '@rocket/contracts';
import { addDays, daysBetween, instantOf, localDate } from '@rocket/kernel';
import { bankFile } from '../kit/bank-file';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import type { World } from '../kit/world';
import type { Act, History, SoldProduct } from './history';

const ZONE = 'Europe/Moscow';
const MINUTE = 60_000;
/** In kopecks (offers/rocket-sales/profile.json). */
const LEAST_INVOICE = 500_000;

/** How the clock is moved over several days. */
export type Slicing = 'in one jump' | 'day by day';

/** What was done, and what was refused with which code. */
export interface Tally {
  readonly acts: Record<string, number>;
  readonly refusals: Record<string, number>;
}

type Of<K extends Act['kind']> = Extract<Act, { kind: K }>;

/** Something with an idempotency key that was answered, so that it may be asked again. */
interface Answered {
  readonly what: string;
  ask(): Promise<unknown>;
  readonly answer: unknown;
}

const amount = (kopecks: number): string =>
  `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`;

/** Plays a history in a world of its own beginning, over HTTP. */
export class Player {
  readonly customers: Customer[] = [];
  private readonly answered: Answered[] = [];
  private readonly statements: Buffer[] = [];
  private paused = false;

  constructor(
    private readonly world: World,
    private readonly history: History,
    private readonly slicing: Slicing,
    private readonly tally: Tally,
  ) {}

  async play(): Promise<void> {
    const { world, history } = this;
    await world.begin(history.start);
    for (const { code, trialDays, prices } of history.products) {
      const { P1D, P21D, P1M } = prices;
      const others = [
        { period: 'P1D', unitPrice: rub(P1D) },
        { period: 'P21D', unitPrice: rub(P21D) },
      ];
      await world.product(code, { price: P1M, prices: others, trialDays });
    }
    for (let nth = 1; nth <= history.accounts; nth += 1) {
      const customer = await world.account(`ООО «Игрок ${nth}»`);
      if (nth > 1) await customer.givesRequisites();
      this.customers.push(customer);
    }
    for (const act of history.acts) {
      // Apart from each other, so that what is decided by time is not decided by chance.
      await this.passTo(new Date((await world.now()).getTime() + MINUTE));
      await this.let(act);
    }
    if (this.paused) await world.schedulerWorks();
  }

  /** What has to be the same however time was sliced: nothing in it but what customers see. */
  async outcome(): Promise<unknown> {
    const shown = [];
    for (const customer of this.customers) {
      shown.push({
        journal: await customer.journal(),
        balance: await customer.balance(),
        state: await customer.state(),
        subscriptions: (await customer.subscriptions()).map((each) =>
          [
            each.productCode,
            each.state,
            each.quantity,
            each.period,
            each.trialEndsOn,
            each.paidUntil,
            `credit ${each.credit.amount}`,
            `rank ${each.rank}`,
          ].join(' '),
        ),
        grants: (await customer.grants()).map(
          (each) => `${each.remaining.amount} of ${each.amount.amount} ${each.state}`,
        ),
      });
    }
    return shown;
  }

  private async let(act: Act): Promise<void> {
    this.tally.acts[act.kind] = (this.tally.acts[act.kind] ?? 0) + 1;
    try {
      await this.try(act);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status >= 500) throw error;
      const { code } = error.problem;
      this.tally.refusals[code] = (this.tally.refusals[code] ?? 0) + 1;
    }
  }

  private async try(act: Act): Promise<unknown> {
    switch (act.kind) {
      case 'top-up':
        return this.topUp(act);
      case 'allocate':
        return this.allocate(act);
      case 'grant':
        return this.grant(act);
      case 'revoke':
        return this.revoke(act);
      case 'connect':
        return this.connect(act);
      case 'change quantity':
        return this.change(act, { quantity: act.to });
      case 'change period':
        return this.change(act, { period: act.to });
      case 'change rank':
        return this.change(act, { rank: act.to });
      case 'change auto-renew':
        return this.change(act, { autoRenew: act.to });
      case 'end': {
        const id = await this.subscriptionId(act);
        return id && this.customer(act).owner.asks(routes.endSubscription, { params: { id } });
      }
      case 'reverse':
        return this.reverse(act);
      case 'announce':
        return this.announce(act);
      case 'outage':
        return this.outage(act);
      case 'leave':
        return this.leave(act);
      case 'scheduler stops':
        this.paused = true;
        return this.world.schedulerStops();
      case 'scheduler works':
        this.paused = false;
        return this.world.schedulerWorks();
      case 'wait':
        return this.wait(act);
      case 'run of a past date':
        return this.runs(act);
      case 'ask again':
        return this.askAgain(act);
      case 'import again':
        return this.importAgain(act);
    }
  }

  private async topUp(act: Of<'top-up'>): Promise<void> {
    const customer = this.customer(act);
    // The first customer never gives requisites, and an invoice is not made for little money.
    const byInvoice = act.byInvoice && customer !== this.customers[0];
    const sum = amount(act.kopecks + (byInvoice ? LEAST_INVOICE : 0));
    let purpose = 'Перевод средств';
    if (byInvoice) {
      const options = { params: { id: customer.id }, body: { amount: rub(sum) } };
      const { number } = await this.once(customer.owner, routes.issueInvoice, options);
      purpose = `Оплата по счету № ${number}`;
    }
    const payer = { name: customer.account.name, inn: customer.inn };
    const file = bankFile([await this.world.payment({ amount: sum, payer, purpose })]);
    this.statements.push(file);
    const { lines } = await this.world.importsStatement(file);
    const receipt = lines[0]!.receipt;
    if (receipt.state === 'unallocated') await this.give(receipt.id, customer);
  }

  /** Money whose crediting was taken back waits for an owner again, maybe another one. */
  private async allocate(act: Of<'allocate'>): Promise<void> {
    const manager = await this.world.staff('account_manager');
    const { items } = await manager.asks(routes.receipts, { query: { state: 'unallocated' } });
    const waiting = items.at(act.index % Math.max(1, items.length));
    if (waiting) await this.give(waiting.id, this.customer(act));
  }

  private async give(receiptId: string, to: Customer): Promise<void> {
    const body = { accountId: to.id, reason: 'Клиент подтвердил письмом' };
    await this.asStaff('account_manager', routes.allocateReceipt, { params: { id: receiptId }, body });
  }

  private async grant(act: Of<'grant'>): Promise<void> {
    const expiresOn = act.days === null ? undefined : addDays(localDate(await this.world.today()), act.days);
    const body = {
      amount: rub(amount(act.kopecks)),
      ground: 'support',
      reason: 'Подарок',
      priority: act.priority,
      expiresOn,
    } as const;
    await this.asStaff('support', routes.grantBonus, { params: { id: this.customer(act).id }, body });
  }

  private async revoke(act: Of<'revoke'>): Promise<void> {
    const grants = await this.customer(act).grants();
    const grant = grants.at(act.index % Math.max(1, grants.length));
    if (!grant) return;
    const options = { params: { id: grant.id }, body: { reason: 'Выдан по ошибке' } };
    await this.asStaff('support', routes.revokeBonus, options);
  }

  private async connect(act: Of<'connect'>): Promise<void> {
    const { owner, id } = this.customer(act);
    const { quantity, period, autoRenew } = act;
    const body = { productCode: this.product(act.product).code, quantity, period, autoRenew };
    await this.once(owner, routes.connectProduct, { params: { id }, body });
  }

  private async change(
    act: { who: number; index: number },
    body: { quantity?: number; period?: string; rank?: number; autoRenew?: boolean },
  ): Promise<void> {
    const id = await this.subscriptionId(act);
    if (id) await this.customer(act).owner.asks(routes.changeSubscription, { params: { id }, body });
  }

  private async reverse(act: Of<'reverse'>): Promise<void> {
    const entries = await this.customer(act).entries();
    const entry = entries.at(-1 - (act.index % Math.max(1, entries.length)));
    if (!entry) return;
    const body = { reason: 'Ошибка', ...(act.force ? { force: true } : {}) };
    const role = act.force ? 'administrator' : 'accountant';
    await this.asStaff(role, routes.reverseEntry, { params: { id: entry.id }, body });
  }

  private async announce(act: Of<'announce'>): Promise<void> {
    const administrator = await this.world.staff('administrator');
    const effectiveOn = addDays(localDate(await this.world.today()), act.inDays);
    const body = { period: act.period, unitPrice: rub(act.price), effectiveOn };
    const { code } = this.product(act.product);
    await administrator.asks(routes.announcePriceChange, { params: { code }, body });
  }

  /** The contract ends at once; what is left of the money goes back, unless a paper has to be signed first. */
  private async leave(act: Of<'leave'>): Promise<void> {
    const { id, owner } = this.customer(act);
    const breach = { reason: 'Нарушение', initiator: 'seller', breach: true } as const;
    await this.asStaff('administrator', routes.terminateAccount, { params: { id }, body: breach });
    const refund = await this.once(owner, routes.requestRefund, { params: { id } });
    await this.asStaff('accountant', routes.payRefund, { params: { id: refund.id } });
  }

  private async outage(act: Of<'outage'>): Promise<void> {
    const administrator = await this.world.staff('administrator');
    const from = instantOf(addDays(localDate(await this.world.today()), -act.daysBack), ZONE, 0);
    const to = new Date(from.getTime() + act.hours * 60 * MINUTE);
    const productCode = act.product === null ? undefined : this.product(act.product).code;
    const body = { from: from.toISOString(), to: to.toISOString(), productCode };
    await administrator.asks(routes.recordOutage, { body });
  }

  private async wait({ days, hour }: Of<'wait'>): Promise<void> {
    const target = instantOf(addDays(localDate(await this.world.today()), days), ZONE, hour);
    if (this.slicing === 'day by day') {
      for (let day = 0; day <= days; day += 1) {
        const noon = instantOf(addDays(localDate(await this.world.today()), 1), ZONE, 12);
        if (noon < target) await this.passTo(noon);
      }
    }
    await this.passTo(target);
  }

  private async passTo(instant: Date): Promise<void> {
    if (instant > (await this.world.now())) await this.world.moveTo(instant.toISOString());
  }

  private async runs({ back }: Of<'run of a past date'>): Promise<void> {
    const businessDate = addDays(localDate(await this.world.today()), -back);
    if (daysBetween(localDate(this.history.start.slice(0, 10)), businessDate) < 0) return;
    // While the scheduler stands still a run by hand would differ by nothing but its late date: that is another story.
    await this.world.runs(businessDate);
  }

  private async askAgain(act: Of<'ask again'>): Promise<void> {
    const asked = this.answered.at(act.index % Math.max(1, this.answered.length));
    if (!asked) return;
    await this.changesNothing(`asking again to ${asked.what}`, async () => {
      const again = await asked.ask();
      if (JSON.stringify(again) !== JSON.stringify(asked.answer))
        throw new Error(`${asked.what} asked again answered ${JSON.stringify(again)}`);
    });
  }

  private async importAgain(act: Of<'import again'>): Promise<void> {
    const file = this.statements.at(act.index % Math.max(1, this.statements.length));
    if (!file) return;
    await this.changesNothing('importing a statement again', async () => {
      const { receipts, duplicates } = await this.world.importsStatement(file);
      if (receipts !== 1 || duplicates !== 1)
        throw new Error('A statement imported again has a receipt that is no duplicate');
    });
  }

  private async changesNothing(what: string, deed: () => Promise<void>): Promise<void> {
    const before = JSON.stringify(await this.outcome());
    await deed();
    const after = JSON.stringify(await this.outcome());
    if (after !== before) throw new Error(`${what} changed ${before} into ${after}`);
  }

  /** Asks with a key, and keeps what is needed to ask the same again. */
  private async once<R extends Route>(person: Person, route: R, options: CallOptions<R>) {
    const keyed = { ...options, idempotencyKey: randomUUID() };
    const answer = await person.asks(route, keyed);
    this.answered.push({ what: route.path, answer, ask: () => person.asks(route, keyed) });
    return answer;
  }

  private async asStaff<R extends Route>(role: StaffRole, route: R, options: CallOptions<R>) {
    return this.once(await this.world.staff(role), route, options);
  }

  private customer({ who }: { who: number }): Customer {
    return this.customers[who % this.customers.length]!;
  }

  private product(index: number): SoldProduct {
    return this.history.products[index % this.history.products.length]!;
  }

  private async subscriptionId(act: { who: number; index: number }): Promise<string | undefined> {
    const living = (await this.customer(act).subscriptions()).filter(({ state }) => state !== 'ended');
    const ordered = living.sort((a, b) => a.productCode.localeCompare(b.productCode));
    return ordered.at(act.index % Math.max(1, ordered.length))?.id;
  }
}
