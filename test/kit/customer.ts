import {
  routes,
  type AccountDto,
  type BonusGrantDto,
  type ConnectProductDto,
  type ChangeSubscriptionDto,
  type DocumentDto,
  type EntryDto,
  type InvoiceDto,
  type NoticeDto,
  type RequisitesDto,
  type SubscriptionDto,
} from '@rocket/contracts';
import type { Person } from './person';
import { requisitesOf } from './requisites';

export const rub = (amount: string): { amount: string; currency: 'RUB' } => ({ amount, currency: 'RUB' });

/** A customer of the seller: an account and its owner, speaking as the business does. Dates are `YYYY-MM-DD`. */
export class Customer {
  readonly id: string;
  private requisites: RequisitesDto;

  constructor(
    readonly account: AccountDto,
    readonly owner: Person,
    inn: string,
  ) {
    this.id = account.id;
    this.requisites = requisitesOf(account.name, inn);
  }

  get inn(): string {
    return this.requisites.inn;
  }

  async givesRequisites(changes: Partial<RequisitesDto> = {}): Promise<void> {
    this.requisites = { ...this.requisites, ...changes };
    await this.owner.asks(routes.setProfile, { params: this.mine, body: this.requisites });
  }

  /** Requisites as this customer would send them, for scenarios that spoil one. */
  requisitesWith(changes: Partial<RequisitesDto>): RequisitesDto {
    return { ...this.requisites, ...changes };
  }

  invoices(amount: string): Promise<InvoiceDto> {
    return this.owner.asks(routes.issueInvoice, { params: this.mine, body: { amount: rub(amount) } });
  }

  /** Connects one unit for a month unless told. */
  connects(productCode: string, wish: Partial<ConnectProductDto> = {}): Promise<SubscriptionDto> {
    const body = { productCode, quantity: 1, period: 'P1M', ...wish };
    return this.owner.asks(routes.connectProduct, { params: this.mine, body });
  }

  async cannotConnect(productCode: string, wish: Partial<ConnectProductDto> = {}) {
    const body = { productCode, quantity: 1, period: 'P1M', ...wish };
    return this.owner.isRefused(routes.connectProduct, { params: this.mine, body });
  }

  async changes(productCode: string, change: ChangeSubscriptionDto): Promise<SubscriptionDto> {
    const { id } = await this.subscription(productCode);
    return this.owner.asks(routes.changeSubscription, { params: { id }, body: change });
  }

  async cannotChange(productCode: string, change: ChangeSubscriptionDto) {
    const { id } = await this.subscription(productCode);
    return this.owner.isRefused(routes.changeSubscription, { params: { id }, body: change });
  }

  async ends(productCode: string): Promise<SubscriptionDto> {
    const { id } = await this.subscription(productCode);
    return this.owner.asks(routes.endSubscription, { params: { id } });
  }

  async subscriptions(): Promise<SubscriptionDto[]> {
    return (await this.owner.asks(routes.subscriptions, { params: this.mine })).items;
  }

  /** The one that lives, else the latest one. @throws Error when the product was never connected */
  async subscription(productCode: string): Promise<SubscriptionDto> {
    const all = (await this.subscriptions()).filter((each) => each.productCode === productCode);
    const found = all.find(({ state }) => state !== 'ended') ?? all[0];
    if (!found) throw new Error(`${this.account.name} never connected ${productCode}`);
    return found;
  }

  /** `trial until 2027-03-14`, `active until 2027-04-30`, `suspended`, `ended`. */
  async stateOf(productCode: string): Promise<string> {
    const { state, trialEndsOn, paidUntil } = await this.subscription(productCode);
    if (state === 'trial') return `trial until ${trialEndsOn}`;
    return state === 'active' ? `active until ${paidUntil}` : state;
  }

  /** `5000.00`, or `5000.00 + 300.00 bonus`. */
  async balance(asOf?: string): Promise<string> {
    const { money, bonus } = await this.owner.asks(routes.balance, {
      params: this.mine,
      ...(asOf === undefined ? {} : { query: { asOf } }),
    });
    return bonus.amount === '0.00' ? money.amount : `${money.amount} + ${bonus.amount} bonus`;
  }

  /** The journal, oldest first, without limits of a page. */
  async entries(kind?: EntryDto['kind']): Promise<EntryDto[]> {
    const found: EntryDto[] = [];
    for (let cursor: string | undefined; ;) {
      const query = { limit: 200, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) };
      const page = await this.owner.asks(routes.entries, { params: this.mine, query });
      found.push(...page.items);
      if (page.nextCursor === null) return found.reverse();
      cursor = page.nextCursor;
    }
  }

  /** The journal in lines: `2027-06-16 charge -30.00 bonus -20.00`. Amounts of nothing are left out. */
  async journal(kind?: EntryDto['kind']): Promise<string[]> {
    return (await this.entries(kind)).map(({ businessDate, kind: what, money, bonus }) => {
      const parts = [
        ...(money.amount === '0.00' ? [] : [money.amount]),
        ...(bonus.amount === '0.00' ? [] : [`bonus ${bonus.amount}`]),
      ];
      return [businessDate, what, ...parts].join(' ');
    });
  }

  async grants(): Promise<BonusGrantDto[]> {
    return (await this.owner.asks(routes.bonusGrants, { params: this.mine })).items;
  }

  async documents(kind: DocumentDto['kind']): Promise<DocumentDto[]> {
    return (await this.owner.asks(routes.documents, { params: this.mine, query: { kind } })).items;
  }

  async notices(kind?: NoticeDto['kind']): Promise<NoticeDto[]> {
    const { items } = await this.owner.asks(routes.notices, { params: this.mine, query: { limit: 200 } });
    return kind ? items.filter((notice) => notice.kind === kind) : items;
  }

  async state(): Promise<AccountDto['state']> {
    return (await this.owner.asks(routes.account, { params: this.mine })).state;
  }

  forecast(until: string) {
    return this.owner.asks(routes.forecast, { params: this.mine, query: { until } });
  }

  private get mine(): { id: string } {
    return { id: this.id };
  }
}
