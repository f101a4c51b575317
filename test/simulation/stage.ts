import { randomUUID } from 'node:crypto';
import { ApiProblem, routes, type CallOptions, type Route, type StaffRole } from '@rocket/contracts';
import { dayOf, printMinor, type LocalDate } from '@rocket/kernel';
import { SELLERS_ACCOUNT } from '../kit/bank-file';
import type { Customer } from '../kit/customer';
import type { AnswerOf, Person } from '../kit/person';
import { SELLER, type World } from '../kit/world';
import type { History, SoldProduct } from './history';
import { BANK_ACCOUNT, BONUS_LIMIT, LEAST_INVOICE, SECOND, secondSeller } from './second-seller';

export const MOSCOW = 'Europe/Moscow';
export const MINUTE = 60_000;
/** How many do the same at the same moment, when there is a crowd. */
const CROWD = 3;

/** How the same history may be played; whatever is chosen, it ends the same. */
export interface Manner {
  /** How the clock is moved over several days. */
  readonly slicing: 'in one jump' | 'day by day';
  /** Whatever can be done once only is tried by several people at once, at the doors of all processes. */
  readonly crowd: boolean;
}

/** What was done, what was refused with which code, what stood in the books, and how often each law was asked. */
export interface Tally {
  readonly acts: Record<string, number>;
  readonly refusals: Record<string, number>;
  /** Entries and refunds by kind: what histories really reached. */
  readonly written: Record<string, number>;
  readonly checks: Record<string, number>;
}

export const tallied = (counts: Record<string, number>, what: string, times = 1): void => {
  counts[what] = (counts[what] ?? 0) + times;
};

export interface Actor {
  readonly customer: Customer;
  readonly seller: string;
  readonly zone: string;
  readonly currency: 'RUB' | 'KZT';
  /** In minor units. */
  readonly leastInvoice: number;
  /** In minor units: above it a second person decides. */
  readonly bonusLimit: number;
  readonly bankAccount: string;
}

/** Something with an idempotency key that was answered, so that it may be asked again. */
interface Answered {
  readonly what: string;
  ask(): Promise<unknown>;
  readonly answer: unknown;
}

/** What acts share while a history is played: who is there, what time it is, and how one asks. */
export class Stage {
  readonly actors: Actor[] = [];
  readonly answered: Answered[] = [];
  readonly statements: Buffer[] = [];
  /** The clock of the sandbox stands still between moves. */
  now: Date;
  isPaused = false;

  constructor(
    readonly world: World,
    readonly history: History,
    readonly manner: Manner,
    readonly tally: Tally,
  ) {
    this.now = new Date(history.start);
  }

  async begin(): Promise<void> {
    const { world, history } = this;
    await world.begin(history.start);
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.createSeller, { body: secondSeller(history.second) });
    for (const [index, product] of history.products.entries()) await this.sell(product, index % 2 === 1);
    // Switched off: what products are told is written down, and nothing is sent.
    await world.sql(
      `insert into webhook_endpoint (id, product_code, url, events, is_on, off_because, created_at, created_by)
       select gen_random_uuid(), code, 'https://product.example/hooks', array['subscription.ended'], false, 'by_hand', $1, 'test'
         from product`,
      [history.start],
    );
    for (let nth = 0; nth < history.accounts; nth += 1) {
      const isSecond = nth % 2 === 1;
      const customer = await world.account(`ООО «Игрок ${nth + 1}»`, { seller: isSecond ? SECOND : SELLER });
      // The first two give their requisites late, or never.
      if (nth > 1) await customer.givesRequisites();
      this.actors.push({
        customer,
        seller: isSecond ? SECOND : SELLER,
        zone: isSecond ? history.second.zone : MOSCOW,
        currency: isSecond ? history.second.currency : 'RUB',
        leastInvoice: isSecond ? LEAST_INVOICE.second : LEAST_INVOICE.first,
        bonusLimit: isSecond ? BONUS_LIMIT.second : BONUS_LIMIT.first,
        bankAccount: isSecond ? BANK_ACCOUNT : SELLERS_ACCOUNT,
      });
    }
  }

  private async sell({ code, trialDays, prices }: SoldProduct, isSecond: boolean): Promise<void> {
    const currency = isSecond ? this.history.second.currency : 'RUB';
    const administrator = await this.world.staff('administrator');
    await administrator.asks(routes.createProduct, {
      body: {
        code,
        name: `Продукт ${code}`,
        kind: 'widget',
        seller: isSecond ? SECOND : SELLER,
        tariffUnit: 'Чат',
        trialDays,
      },
    });
    const validFrom = this.today(isSecond ? this.history.second.zone : MOSCOW);
    for (const [period, amount] of Object.entries(prices)) {
      const body = { period, unitPrice: { amount, currency }, validFrom };
      await administrator.asks(routes.addPrice, { params: { code }, body });
    }
  }

  today(zone = MOSCOW): LocalDate {
    return dayOf(this.now, zone);
  }

  async passTo(instant: Date): Promise<void> {
    if (instant <= this.now) return;
    await this.world.moveTo(instant.toISOString());
    this.now = instant;
  }

  actor({ who }: { who: number }): Actor {
    return this.actors[who % this.actors.length]!;
  }

  /** Of what the account's own seller sells. */
  productFor(actor: Actor, index: number): SoldProduct {
    const own = this.history.products.filter((_, nth) => nth % 2 === (actor.seller === SECOND ? 1 : 0));
    return own[index % own.length]!;
  }

  async subscriptionOf(act: { who: number; index: number }, states?: readonly string[]) {
    const all = await this.actor(act).customer.subscriptions();
    const fitting = all.filter(({ state }) => (states ? states.includes(state) : state !== 'ended'));
    const ordered = fitting.sort((a, b) => a.productCode.localeCompare(b.productCode));
    return ordered.at(act.index % Math.max(1, ordered.length));
  }

  /** Asks, as one or as a crowd, for what happens as often as it is asked with another key: the crowd shares one. */
  async once<R extends Route>(person: Person, route: R, options: CallOptions<R>): Promise<AnswerOf<R>> {
    const keyed = { ...options, idempotencyKey: randomUUID() };
    const answer = await this.inCrowd(person, route, () => keyed);
    this.answered.push({ what: route.path, answer, ask: () => person.asks(route, keyed) });
    return answer;
  }

  async asStaff<R extends Route>(role: StaffRole, route: R, options: CallOptions<R>): Promise<AnswerOf<R>> {
    return this.once(await this.world.staff(role), route, options);
  }

  /** Asks, as one or as a crowd, for what can happen once only: whoever comes second is refused. */
  async single<R extends Route>(person: Person, route: R, options: CallOptions<R>): Promise<AnswerOf<R>> {
    const key = () => (route.idempotent ? { idempotencyKey: randomUUID() } : {});
    let done = 0;
    const answer = await this.inCrowd(
      person,
      route,
      () => ({ ...options, ...key() }),
      () => (done += 1),
    );
    if (done > 1) throw new Error(`${route.path} was done ${done} times by a crowd`);
    return answer;
  }

  async singleAsStaff<R extends Route>(role: StaffRole, route: R, options: CallOptions<R>) {
    return this.single(await this.world.staff(role), route, options);
  }

  /** Asks, as one or as a crowd, for a state: whoever comes second finds it so. */
  async inCrowd<R extends Route>(
    person: Person,
    route: R,
    options: () => CallOptions<R>,
    onDone: () => void = () => undefined,
  ): Promise<AnswerOf<R>> {
    if (!this.manner.crowd) return person.asks(route, options());
    const doors = this.world.urls;
    const answers = await Promise.allSettled(
      Array.from({ length: CROWD }, (_, nth) => person.at(doors[nth % doors.length]!).asks(route, options())),
    );
    const refusals: ApiProblem[] = [];
    let first: { answer: AnswerOf<R> } | undefined;
    for (const each of answers) {
      if (each.status === 'fulfilled') {
        onDone();
        first ??= { answer: each.value };
      } else if (each.reason instanceof ApiProblem && each.reason.problem.status < 500)
        refusals.push(each.reason);
      else throw each.reason;
    }
    if (first) return first.answer;
    throw refusals.find(({ problem }) => problem.code !== 'idempotency_in_progress') ?? refusals[0];
  }

  count(law: string): void {
    tallied(this.tally.checks, law);
  }
}

/** In minor units, as the API prints it. */
export const amountOf = (minor: number): string => printMinor(BigInt(minor));
