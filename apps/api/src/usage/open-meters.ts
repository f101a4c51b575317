import { Injectable } from '@nestjs/common';
import { addDays, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { ProductMeter } from './product-meter';
import { ReservationStore } from './reservation.store';
import { UsageStore } from './usage.store';
import { UsedSubscriptionStore, placeOf, type UsingAccount } from './used-subscription.store';

/** Reads all that deciding about the use of a product needs, of many accounts in four statements. */
@Injectable()
export class OpenMeters {
  constructor(
    private readonly subscriptions: UsedSubscriptionStore,
    private readonly usage: UsageStore,
    private readonly reservations: ReservationStore,
  ) {}

  /**
   * By `placeOf`.
   * @param since the earliest day that is counted
   * @param without a reservation that is about to be settled: it holds nothing from itself
   */
  async run(
    tx: EntityManager,
    accounts: readonly UsingAccount[],
    productCode: string,
    since: LocalDate,
    now: Date,
    without: string | null = null,
  ): Promise<Map<string, ProductMeter>> {
    const subscriptions = await this.subscriptions.of(tx, accounts, productCode, addDays(since, -1));
    const using = [...subscriptions.values()].map((own) => ({
      id: own[0]!.accountId,
      projectId: own[0]!.projectId,
      rollsOver: own.some(({ limits }) => limits.some(({ rollOverCap }) => rollOverCap !== undefined)),
    }));
    if (using.length === 0) return new Map();
    const counters = await this.usage.counters(tx, using, productCode, addDays(since, -1));
    const ids = [...new Set(using.map(({ id }) => id))];
    // A meter looks only at what is held of its own subscriptions.
    const holds = await this.reservations.holds(tx, ids, productCode, now, without);
    return new Map(
      using.map((each) => {
        const place = placeOf(each);
        const own = subscriptions.get(place)!;
        return [place, new ProductMeter(own, counters.get(place) ?? [], holds.get(each.id) ?? [])];
      }),
    );
  }
}
