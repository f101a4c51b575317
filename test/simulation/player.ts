import { ApiProblem } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { World } from '../kit/world';
import { expectForecastToCome } from './forecast-law';
import type { Act, History } from './history';
import * as money from './money-acts';
import * as product from './product-acts';
import { MINUTE, Stage, tallied, type Manner, type Tally } from './stage';

/** Plays a history in a world of its own beginning, over HTTP. */
export class Player {
  private readonly stage: Stage;

  constructor(
    private readonly world: World,
    private readonly history: History,
    manner: Manner,
    tally: Tally,
  ) {
    this.stage = new Stage(world, history, manner, tally);
  }

  get customers(): readonly Customer[] {
    return this.stage.actors.map(({ customer }) => customer);
  }

  async play(): Promise<void> {
    const { stage } = this;
    await stage.begin();
    for (const act of this.history.acts) {
      // Apart from each other, so that what is decided by time is not decided by chance.
      await stage.passTo(new Date(stage.now.getTime() + MINUTE));
      await this.let(act);
    }
    if (stage.isPaused) await this.world.schedulerWorks();
    // Every history ends with credits, which the forecast has to know of.
    for (const who of stage.actors.keys()) await this.let({ kind: 'raise and lower', who, index: 0, by: 1 });
    await expectForecastToCome(stage);
    if (stage.manner.crowd) await this.askEverythingAgain();
  }

  /** What has to be the same however it was played: nothing in it but what customers see. */
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
        papers: [
          ...(await customer.documents('upd')),
          ...(await customer.documents('correction')),
          ...(await customer.documents('invoice')),
        ].map((each) => `${each.kind} ${each.issuedOn} ${each.amount.amount}`),
      });
    }
    return shown;
  }

  private async let(act: Act): Promise<void> {
    const { acts, refusals } = this.stage.tally;
    tallied(acts, act.kind);
    try {
      await this.try(act);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status >= 500) throw error;
      tallied(refusals, error.problem.code);
    }
  }

  private async try(act: Act): Promise<unknown> {
    const { stage, world } = this;
    switch (act.kind) {
      case 'top-up':
        return money.topUp(stage, act);
      case 'allocate':
        return money.allocate(stage, act);
      case 'split':
        return money.split(stage, act);
      case 'return':
        return money.returnReceipt(stage, act);
      case 'take return back':
        return money.takeReturnBack(stage, act);
      case 'grant':
        return money.grant(stage, act);
      case 'large grant':
        return money.largeGrant(stage, act);
      case 'revoke':
        return money.revoke(stage, act);
      case 'adjust':
        return money.adjust(stage, act);
      case 'reverse':
        return money.reverse(stage, act);
      case 'take top-up back':
        return money.takeTopUpBack(stage, act);
      case 'leave':
        return money.leave(stage, act);
      case 'refund':
        return money.refund(stage, act);
      case 'set alerts':
        return money.setAlerts(stage, act);
      case 'give requisites':
        return stage.actor(act).customer.givesRequisites();
      case 'connect':
        return product.connect(stage, act);
      case 'change quantity':
        return product.change(stage, act, { quantity: act.to });
      case 'change period':
        return product.change(stage, act, { period: act.to });
      case 'raise and lower':
        return product.raiseAndLower(stage, act);
      case 'change rank':
        return product.change(stage, act, { rank: act.to });
      case 'change auto-renew':
        return product.change(stage, act, { autoRenew: act.to });
      case 'end':
        return product.end(stage, act);
      case 'extend trial':
        return product.extendTrial(stage, act);
      case 'suspend':
        return product.suspend(stage, act);
      case 'resume':
        return product.resume(stage, act);
      case 'announce':
        return product.announce(stage, act);
      case 'outage':
        return product.outage(stage, act);
      case 'scheduler stops':
        stage.isPaused = true;
        return world.schedulerStops();
      case 'scheduler works':
        stage.isPaused = false;
        return world.schedulerWorks();
      case 'wait':
        return product.wait(stage, act);
      case 'run of a past date':
        return product.runPast(stage, act);
      case 'ask again':
        return this.askAgain(act.index);
      case 'import again':
        return this.importAgain(act.index);
    }
  }

  private async askAgain(index: number): Promise<void> {
    const { answered } = this.stage;
    const asked = answered.at(index % Math.max(1, answered.length));
    if (!asked) return;
    await this.changesNothing(`asking again to ${asked.what}`, () => this.expectSameAnswer(asked));
  }

  private async askEverythingAgain(): Promise<void> {
    await this.changesNothing('asking everything again', async () => {
      for (const asked of this.stage.answered) await this.expectSameAnswer(asked);
    });
  }

  private async expectSameAnswer(asked: Stage['answered'][number]): Promise<void> {
    this.stage.count('asked again, the answer is the same');
    const again = await asked.ask();
    if (JSON.stringify(again) !== JSON.stringify(asked.answer))
      throw new Error(`${asked.what} asked again answered ${JSON.stringify(again)}`);
  }

  private async importAgain(index: number): Promise<void> {
    const { statements } = this.stage;
    const file = statements.at(index % Math.max(1, statements.length));
    if (!file) return;
    await this.changesNothing('importing a statement again', async () => {
      const { receipts, duplicates } = await this.world.importsStatement(file);
      if (receipts !== 1 || duplicates !== 1)
        throw new Error('A statement imported again has a receipt that is no duplicate');
    });
  }

  private async changesNothing(what: string, deed: () => Promise<void>): Promise<void> {
    this.stage.count('a repeated request changes nothing');
    const before = JSON.stringify(await this.outcome());
    await deed();
    const after = JSON.stringify(await this.outcome());
    if (after !== before) throw new Error(`${what} changed ${before} into ${after}`);
  }
}
