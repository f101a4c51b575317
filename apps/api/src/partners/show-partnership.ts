import { Injectable } from '@nestjs/common';
import { rewardedUntil } from '@rocket/billing';
import type {
  BroughtCustomerDto,
  MoneyDto,
  Page,
  PartnerPayoutDto,
  PartnerRewardDto,
  PartnerRowDto,
  PartnershipDto,
} from '@rocket/contracts';
import { dayOf, moneyText, sum, type Currency } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { inSnapshot } from '../platform/database';
import type { PageRequest } from '../platform/cursor';
import { forEverybody } from '../platform/walls/whose-rows';
import { BroughtCustomerStore } from './brought-customer.store';
import { contractOfMonth } from './contracts';
import { CountRewards } from './count-rewards';
import { printMonth, readMonth } from './months';
import { payoutView } from './payout-view';
import { PartnerDeskStore } from './partner-desk.store';
import { PartnershipStore, isToTell, termsOf, type PartnershipRecord } from './partnership.store';
import { PayoutStore } from './payout.store';
import { RewardStore, type SeenReward } from './reward.store';

/** The cabinet of a partner (rule 34). What it shows of customers is what the partner is told of, whoever asks. */
@Injectable()
export class ShowPartnership {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly brought: BroughtCustomerStore,
    private readonly rewards: RewardStore,
    private readonly payouts: PayoutStore,
    private readonly desk: PartnerDeskStore,
    private readonly count: CountRewards,
  ) {}

  /** @throws ApiError `not_found` for one who is no partner */
  run(accountId: string): Promise<PartnershipDto> {
    return forEverybody(() => inSnapshot(this.db, (tx) => this.within(tx, accountId)));
  }

  async within(tx: EntityManager, accountId: string): Promise<PartnershipDto> {
    const { seller } = await this.accounts.read(tx, accountId);
    const partnership = await this.partnerships.read(tx, accountId);
    const { earned, paid } = await this.rewards.balance(tx, accountId);
    const month = partnership.nextMonth;
    const { rewards } = isToTell(partnership)
      ? await this.count.ofMonth(tx, partnership, month, seller.timeZone)
      : { rewards: [] };
    const coming = sum(rewards.map(({ kind, amount }) => (kind === 'earned' ? amount : -amount)));
    const money = (amount: bigint): MoneyDto => moneyText(amount, seller.currency);
    return {
      code: partnership.code,
      contract: { number: partnership.contractNumber, signedOn: partnership.signedOn },
      endedContracts: partnership.ended.map((ended) => ({
        number: ended.contractNumber,
        signedOn: ended.signedOn,
        from: printMonth(ended.since),
        endsOn: ended.endsOn,
      })),
      offerCode: partnership.offerCode,
      endsOn: partnership.endsOn,
      terms: partnership.terms.map((terms) => ({ ...terms, from: printMonth(terms.from) })),
      ...{ earned: money(earned), paid: money(paid), due: money(earned - paid) },
      underWay: { month: printMonth(month), amount: money(coming) },
      customers: await this.brought.count(tx, accountId),
    };
  }

  customers(accountId: string, request: PageRequest): Promise<Page<BroughtCustomerDto>> {
    return forEverybody(() =>
      inSnapshot(this.db, async (tx) => {
        const { seller } = await this.accounts.read(tx, accountId);
        const partnership = await this.partnerships.read(tx, accountId);
        const { months } = termsOf(partnership, partnership.nextMonth);
        const page = await this.brought.list(tx, accountId, request);
        const items = page.items.map((customer): BroughtCustomerDto => {
          const { name, subdomain, state, since, until } = customer;
          return {
            id: customer.customerId,
            ...{ name, subdomain, state, since: since.toISOString(), until: until?.toISOString() ?? null },
            rewardedUntil: rewardedUntil(dayOf(since, seller.timeZone), months, partnership.endsOn),
            counted: moneyText(customer.counted, seller.currency),
            earned: moneyText(customer.earned, seller.currency),
          };
        });
        return { ...page, items };
      }),
    );
  }

  async rewardsOf(
    accountId: string,
    { month, ...request }: PageRequest & { month?: string | undefined },
  ): Promise<Page<PartnerRewardDto>> {
    return forEverybody(async () => {
      const partnership = await this.partnerships.read(this.db.manager, accountId);
      const currency = await this.accounts.currencyOf(this.db.manager, accountId);
      const asked = { ...request, month: month === undefined ? undefined : readMonth(month) };
      const page = await this.rewards.list(this.db.manager, accountId, asked);
      return { ...page, items: page.items.map((reward) => rewardView(reward, partnership, currency)) };
    });
  }

  async payoutsOf(accountId: string, request: PageRequest): Promise<Page<PartnerPayoutDto>> {
    const partnership = await this.partnerships.read(this.db.manager, accountId);
    const { seller } = await this.accounts.read(this.db.manager, accountId);
    const page = await this.payouts.list(this.db.manager, accountId, request);
    return { ...page, items: page.items.map((payout) => payoutView(payout, partnership, seller)) };
  }

  all(request: PageRequest & { only?: 'due' | undefined }): Promise<Page<PartnerRowDto>> {
    return this.desk.list(this.db.manager, request);
  }
}

function rewardView(
  reward: SeenReward,
  partnership: PartnershipRecord,
  currency: Currency,
): PartnerRewardDto {
  const { kind, counted, amount } = reward;
  const signed = (of: bigint): MoneyDto => moneyText(kind === 'earned' ? of : -of, currency);
  return {
    month: printMonth(reward.month),
    customer: { id: reward.customerId, name: reward.customerName },
    counted: signed(counted),
    percent: reward.percent,
    amount: signed(amount),
    contract: contractOfMonth(partnership, reward.month).contractNumber,
  };
}
