import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { isTrialOver, startTrial, type Trial } from '@rocket/catalog';
import { dayOf } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { ProductRecord } from '../storefront/product.store';
import { SubscriptionStore } from './subscription.store';
import { TrialStore } from './trial.store';

/** The trial that connecting a product would go into (rule 10). A trial belongs to (account, product) and begins once. */
@Injectable()
export class FindTrial {
  constructor(
    private readonly trials: TrialStore,
    private readonly subscriptions: SubscriptionStore,
  ) {}

  /**
   * Null: the first period is charged.
   * @param asked the trial is asked for by name, is refused, or, left out, begins when it is due
   * @throws DomainError `trial_used` when it is asked for by name and there is none
   */
  async run(
    tx: EntityManager,
    accountId: string,
    product: ProductRecord,
    projectId: string | null,
    asked: boolean | undefined,
    now: Date,
  ): Promise<Trial | null> {
    if (asked === false) return null;
    const zone = product.timeZone;
    const begun = await this.trials.find(tx, accountId, product.code);
    // Another project does not join it: one trial is one instance used free of charge.
    const isMine = begun?.projectId === projectId;
    if (begun && isMine && !isTrialOver(begun, dayOf(now, zone), zone)) return begun;
    const isDue = begun === null && product.trialDays > 0;
    // Who has paid for the product already is charged for it again, unless the trial never used is asked for by name.
    const isPaidFor = await this.subscriptions.wasConnected(tx, accountId, product.code);
    if (isDue && (asked || !isPaidFor)) return startTrial(now, product.trialDays);
    if (!asked) return null;
    throw billingError(
      'trial_used',
      begun ? 'Пробный период этого продукта уже использован' : 'У этого продукта нет пробного периода',
    );
  }
}
