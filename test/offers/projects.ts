import {
  routes,
  type CountedUsageDto,
  type OfferPriceDto,
  type ProblemDto,
  type ProjectDto,
} from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import type { ProductProgram } from '../kit/product-program';
import type { World } from '../kit/world';
import type { Offer } from './load-offer';

export const EXCHANGE = 'data-exchange';

/** A customer of QSockets with their projects: a sole trader, who pays by card (4.2.3). */
export class Projects {
  private constructor(
    private readonly world: World,
    private readonly offer: Offer,
    private readonly exchange: ProductProgram,
    readonly customer: Customer,
  ) {}

  static async open(world: World, offer: Offer, exchange: ProductProgram, name: string): Promise<Projects> {
    const customer = await world.account(name, { seller: offer.profile.code });
    const trader = { legalName: 'ИП Соколова Анна Петровна', inn: '500100732259' };
    await customer.givesRequisites({ ...trader, kpp: undefined, ogrn: undefined });
    return new Projects(world, offer, exchange, customer);
  }

  /** Pays at the page of YooKassa; answers what YooKassa calls the payment. */
  async tops(amount: string): Promise<string> {
    const { id: invoice } = await this.customer.invoices(amount);
    const { url } = await this.customer.owner.asks(routes.payInvoice, {
      params: { ...this.params, invoice },
      body: { provider: 'yookassa' },
    });
    const { yookassa } = this.world.shops;
    const { id } = yookassa.at(url!);
    await yookassa.pay(id);
    return id;
  }

  /** The free plan has a price of a year, the others one of a month before the rest. */
  priceOf(tariff: string): OfferPriceDto {
    return this.offer.products[0]!.prices.find((each) => each.tariff === tariff)!;
  }

  limitOf(tariff: string, unit: string): number {
    return this.priceOf(tariff).limits!.find((each) => each.unit === unit)!.included;
  }

  creates(name: string): Promise<ProjectDto> {
    const body = { productCode: EXCHANGE, name };
    return this.customer.owner.asks(routes.createProject, { params: this.params, body });
  }

  async projectOf(id: string): Promise<ProjectDto> {
    const { items } = await this.customer.owner.asks(routes.projects, { params: this.params });
    return items.find((one) => one.id === id)!;
  }

  pays(project: ProjectDto, tariff: string) {
    const { period } = this.priceOf(tariff);
    return this.customer.connects(EXCHANGE, { project: project.id, tariff, period });
  }

  async takesToken({ id: projectId }: ProjectDto): Promise<string> {
    const params = { ...this.params, projectId };
    return (await this.customer.owner.asks(routes.issueProjectToken, { params, body: {} })).token;
  }

  async sends(project: ProjectDto, quantity: number, unit = 'message', more = {}): Promise<CountedUsageDto> {
    const body = { ...(await this.used(project)), unit, quantity, ...more };
    return this.exchange.caller.asks(routes.recordUsage, { body });
  }

  async cannotRaise(project: ProjectDto, unit: string): Promise<ProblemDto> {
    const body = { ...(await this.used(project)), unit, quantity: 1, change: 'raise' as const };
    return this.exchange.caller.isRefused(routes.recordUsage, { body });
  }

  async accepts(token: string): Promise<boolean> {
    return (await this.exchange.caller.asks(routes.entitlementByToken, { body: { token } })).entitled;
  }

  charges(): Promise<string[]> {
    return this.customer.journal('charge');
  }

  terminates(initiator: 'customer' | 'seller', person: Person) {
    const body = { reason: 'Расходимся', initiator };
    return person.asks(routes.terminateAccount, { params: this.params, body });
  }

  /** `550.00`, then each paid period: `150.00 days_left`. */
  async wouldComeBack(): Promise<string[]> {
    const { amount, lines } = await this.customer.owner.asks(routes.refundPreview, { params: this.params });
    return [amount.amount, ...lines.map((line) => `${line.amount.amount} ${line.ground}`)];
  }

  private async used({ id: project }: ProjectDto) {
    const at = (await this.world.now()).toISOString();
    return { account: this.customer.account.amocrmAccountId, project, at };
  }

  private get params(): { id: string } {
    return { id: this.customer.id };
  }
}

/** As staff read it: a visit of the customer would be activity. */
export async function toldOfIdleness(staff: Person, { id }: Customer) {
  const { items } = await staff.asks(routes.notices, { params: { id } });
  return items.filter(({ kind }) => /idle|erasure/.test(kind));
}

/** `active`, or `suspended, idle`; no visit of the customer either. */
export async function stateSeenBy(staff: Person, { id }: Customer): Promise<string> {
  const { state, blockedFor } = await staff.asks(routes.account, { params: { id } });
  return blockedFor ? `${state}, ${blockedFor}` : state;
}

/** The names of people of an account as staff read them; one that is erased keeps no address either. */
export async function peopleOf(staff: Person, { id }: Customer): Promise<string[]> {
  const { items } = await staff.asks(routes.accountUsers, { params: { id } });
  return items.map(({ name, email, handling }) =>
    handling === 'erased' && email !== null ? `${name} ${email}` : name,
  );
}
