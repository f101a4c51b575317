import { routes } from '@rocket/contracts';
import { addDays, daysBetween, instantOf, localDate, type LocalDate } from '@rocket/kernel';
import type { Act } from './history';
import { expectNothingLeftDue } from './laws';
import { MINUTE, MOSCOW, type Stage } from './stage';

type Of<K extends Act['kind']> = Extract<Act, { kind: K }>;

export async function connect(stage: Stage, act: Of<'connect'>): Promise<void> {
  const actor = stage.actor(act);
  const { owner, id } = actor.customer;
  const { quantity, period, autoRenew } = act;
  const body = { productCode: stage.productFor(actor, act.product).code, quantity, period, autoRenew };
  await stage.single(owner, routes.connectProduct, { params: { id }, body });
}

export async function change(
  stage: Stage,
  act: { who: number; index: number },
  body: { quantity?: number; period?: string; rank?: number; autoRenew?: boolean },
): Promise<void> {
  const found = await stage.subscriptionOf(act);
  if (!found) return;
  const options = { params: { id: found.id }, body };
  await stage.inCrowd(stage.actor(act).customer.owner, routes.changeSubscription, () => options);
}

/** More and back again on one day: what the raise cost, in balance or in credit, is a credit again. */
export async function raiseAndLower(stage: Stage, act: Of<'raise and lower'>): Promise<void> {
  const found = await stage.subscriptionOf(act, ['active']);
  if (!found) return;
  // Between its end and the run a period is renewed first: that costs too.
  if (found.paidUntil !== null && found.paidUntil < stage.today(stage.actor(act).zone)) return;
  const { customer } = stage.actor(act);
  const worth = async (): Promise<number> => {
    const { total } = await customer.owner.asks(routes.balance, { params: { id: customer.id } });
    const { credit } = await customer.subscription(found.productCode);
    return Math.round((Number(total.amount) + Number(credit.amount)) * 100);
  };
  const before = await worth();
  const options = (quantity: number) => ({ params: { id: found.id }, body: { quantity } });
  await customer.owner.asks(routes.changeSubscription, options(found.quantity + act.by));
  await customer.owner.asks(routes.changeSubscription, options(found.quantity));
  stage.count('what a raise of quantity cost, lowering it credits');
  const after = await worth();
  if (after !== before)
    throw new Error(`A raise of ${found.productCode} by ${act.by} and back made ${after} out of ${before}`);
}

export async function end(stage: Stage, act: Of<'end'>): Promise<void> {
  const found = await stage.subscriptionOf(act);
  if (!found) return;
  const options = { params: { id: found.id } };
  await stage.single(stage.actor(act).customer.owner, routes.endSubscription, options);
}

export async function extendTrial(stage: Stage, act: Of<'extend trial'>): Promise<void> {
  const found = await stage.subscriptionOf(act, ['trial']);
  if (!found) return;
  const body = { productCode: found.productCode, days: act.days, reason: 'Не успели попробовать' };
  const { id } = stage.actor(act).customer;
  await stage.asStaff('support', routes.extendTrial, { params: { id }, body });
}

export async function suspend(stage: Stage, act: Of<'suspend'>): Promise<void> {
  const body = { ground: 'abuse', reason: 'Злоупотребление' } as const;
  const options = { params: { id: stage.actor(act).customer.id }, body };
  await stage.inCrowd(await stage.world.staff('administrator'), routes.suspendAccount, () => options);
}

export async function resume(stage: Stage, act: Of<'resume'>): Promise<void> {
  const options = { params: { id: stage.actor(act).customer.id }, body: { reason: 'Разобрались' } };
  await stage.inCrowd(await stage.world.staff('administrator'), routes.resumeAccount, () => options);
}

export async function announce(stage: Stage, act: Of<'announce'>): Promise<void> {
  const administrator = await stage.world.staff('administrator');
  const { products, second } = stage.history;
  const nth = act.product % products.length;
  const currency = nth % 2 === 1 ? second.currency : 'RUB';
  const effectiveOn = addDays(stage.today(nth % 2 === 1 ? second.zone : MOSCOW), act.inDays);
  const body = { period: act.period, unitPrice: { amount: act.price, currency }, effectiveOn };
  await administrator.asks(routes.announcePriceChange, { params: { code: products[nth]!.code }, body });
}

export async function outage(stage: Stage, act: Of<'outage'>): Promise<void> {
  const administrator = await stage.world.staff('administrator');
  const from = instantOf(addDays(stage.today(), -act.daysBack), MOSCOW, 0);
  const to = new Date(from.getTime() + act.hours * 60 * MINUTE);
  const { products } = stage.history;
  const productCode = act.product === null ? undefined : products[act.product % products.length]!.code;
  const body = { from: from.toISOString(), to: to.toISOString(), productCode };
  await administrator.asks(routes.recordOutage, { body });
}

export async function wait(stage: Stage, { days, hour }: Of<'wait'>): Promise<void> {
  await passDays(stage, instantOf(addDays(stage.today(), days), MOSCOW, hour));
  await expectNothingLeftDue(stage.world, (law) => stage.count(law));
}

/** Over several days: in one move, or with a halt at noon of each. */
export async function passDays(stage: Stage, target: Date): Promise<void> {
  if (stage.manner.slicing === 'day by day') {
    for (;;) {
      const noon = instantOf(addDays(stage.today(), 1), MOSCOW, 12);
      if (noon >= target) break;
      await stage.passTo(noon);
    }
  }
  await stage.passTo(target);
}

/** A run by hand does what its rehearsal said, and a crowd of workers does it once. */
export async function runPast(stage: Stage, { back }: Of<'run of a past date'>): Promise<void> {
  const businessDate = addDays(stage.today(), -back);
  if (daysBetween(localDate(stage.history.start.slice(0, 10)), businessDate) < 0) return;
  const administrator = await stage.world.staff('administrator');
  const foreseen = await administrator.asks(routes.startRun, { body: { businessDate, dryRun: true } });
  const done = await runBy(stage, businessDate);
  // A rehearsal plays also those for whom the date has not come.
  if (stage.today(stage.history.second.zone) < businessDate) return;
  stage.count('the rehearsal foresaw what the run did');
  for (const figure of ['charged', 'suspended', 'resumed', 'ended', 'parked'] as const) {
    if (foreseen[figure] !== done[figure])
      throw new Error(`Of ${businessDate} ${foreseen[figure]} ${figure} were foreseen, ${done[figure]} done`);
  }
}

async function runBy(stage: Stage, businessDate: LocalDate) {
  const administrator = await stage.world.staff('administrator');
  const workers = stage.manner.crowd ? [...stage.world.urls, stage.world.url] : [stage.world.url];
  const runs = await Promise.allSettled(
    workers.map((url) => administrator.at(url).asks(routes.startRun, { body: { businessDate } })),
  );
  const sums = { charged: 0, suspended: 0, resumed: 0, ended: 0, parked: 0 };
  for (const run of runs) {
    if (run.status === 'rejected') {
      if ((run.reason as { problem?: { code: string } }).problem?.code !== 'run_in_progress')
        throw run.reason;
      continue;
    }
    if (run.value.state !== 'completed') throw new Error(`A run ended as ${run.value.state}`);
    for (const figure of Object.keys(sums) as (keyof typeof sums)[]) sums[figure] += run.value[figure];
  }
  return sums;
}
