import { routes, webhookTypes, type AccountDto, type StaffRole } from '@rocket/contracts';
import { addDays, dayOf } from '@rocket/kernel';
import { bankFile } from '../kit/bank-file';
import { rub } from '../kit/customer';
import { Person } from '../kit/person';
import { innOf, requisitesOf } from '../kit/requisites';
import type { Chance } from './chance';
import { insist, isRefusal, nothingAsked, taken, type Asked } from './insist';
import type { TownUnderFire } from './town-under-fire';

const ZONE = 'Europe/Moscow';
const PRODUCTS = [
  { code: 'fire-month', period: 'P1M', price: '300.00' },
  { code: 'fire-day', period: 'P1D', price: '7.30' },
] as const;

/** What was acknowledged to a customer or about it, and therefore has to be there, once. */
export interface Acknowledged {
  readonly receipts: string[];
  readonly grants: string[];
  readonly invoices: string[];
  readonly cardPayments: string[];
  readonly subscriptions: string[];
  readonly ends: string[];
  readonly corrections: string[];
  readonly reversals: string[];
  readonly reconciliations: string[];
  readonly refundRequests: string[];
  readonly refundsByBank: string[];
  readonly supportRequests: string[];
  /** The code of the partner it named. */
  readonly partners: string[];
}

export interface Client {
  readonly account: AccountDto;
  readonly owner: Person;
  readonly acknowledged: Acknowledged;
  /** Of the turn it came with. */
  readonly no: number;
  hasLeft: boolean;
}

/** What anybody may do next, and how often as against the others. */
export const WEIGHTS = {
  installs: 1,
  installsFromAmocrm: 1,
  topsUp: 4,
  connects: 3,
  grantsBonus: 2,
  invoices: 2,
  paysByCard: 2,
  changesQuantity: 2,
  ends: 1,
  corrects: 2,
  reconciles: 1,
  leaves: 1,
  asksSupport: 1,
  namesPartner: 1,
} as const;
export type Act = keyof typeof WEIGHTS;

/** One thing to be done: which, for whom, and what else of it is left to chance. `no` is nobody else's. */
export type Turn = { readonly no: number; readonly chance: Chance } & (
  | { readonly act: 'installs'; readonly client: null }
  | { readonly act: Act; readonly client: Client }
);

const nothingYet = (): Acknowledged => ({
  receipts: [],
  grants: [],
  invoices: [],
  cardPayments: [],
  subscriptions: [],
  ends: [],
  corrections: [],
  reversals: [],
  reconciliations: [],
  refundRequests: [],
  refundsByBank: [],
  supportRequests: [],
  partners: [],
});

/** What customers, staff and the bank do all day; each command is insisted on until it is answered. */
export class Work {
  readonly asked: Asked = nothingAsked();
  readonly done: Record<string, number> = {};
  readonly clients: Client[] = [];
  /** Accounts that amoCRM installed us for and that we said we took in. */
  readonly installedFromAmocrm: number[] = [];
  /** Its first: whoever names a partner after that names this one. */
  private partner: { readonly accountId: string; readonly code: string } | null = null;

  private constructor(
    private readonly town: TownUnderFire,
    private readonly staff: Readonly<Record<StaffRole, Person>>,
  ) {}

  static async begin(town: TownUnderFire): Promise<Work> {
    const stranger = new Person(town.url, {});
    const asked = nothingAsked();
    const staff = {} as Record<StaffRole, Person>;
    for (const role of ['support', 'account_manager', 'accountant', 'administrator'] as const) {
      const { token } = taken(await insist(asked, stranger, routes.sandboxToken, { body: { role } }));
      staff[role] = new Person(town.url, { authorization: `Bearer ${token}` });
    }
    const work = new Work(town, staff);
    const { now } = taken(await insist(asked, stranger, routes.sandboxClock));
    for (const { code, period, price } of PRODUCTS) {
      const product = {
        code,
        name: code,
        kind: 'widget',
        seller: 'rocket-sales',
        tariffUnit: 'Аккаунт',
      } as const;
      taken(
        await insist(asked, staff.administrator, routes.createProduct, {
          body: { ...product, trialDays: 0 },
        }),
      );
      const body = { period, unitPrice: rub(price), validFrom: dayOf(new Date(now), ZONE) };
      taken(await insist(asked, staff.administrator, routes.addPrice, { params: { code }, body }));
      const url = town.products.url(`/${code}`);
      const hook = { url, events: [...webhookTypes] };
      taken(await insist(asked, staff.administrator, routes.createWebhook, { params: { code }, body: hook }));
    }
    return work;
  }

  /** Who has not left, in the order they came by the plan. */
  staying(): readonly Client[] {
    return this.clients.filter(({ hasLeft }) => !hasLeft).sort((one, other) => one.no - other.no);
  }

  async act({ act, client, no, chance }: Turn): Promise<void> {
    if (act === 'installs' || client === null) return this.installs(no);
    if (act === 'installsFromAmocrm') return this.installsFromAmocrm(no);
    return this[act](client, chance, no);
  }

  /** Days go by: runs, documents, notices and letters. */
  async aDayPasses(): Promise<void> {
    const stranger = new Person(this.town.url, {});
    const { now } = taken(await insist(this.asked, stranger, routes.sandboxClock));
    const next = `${addDays(dayOf(new Date(now), ZONE), 1)}T06:00:00Z`;
    const moved = await insist(this.asked, stranger, routes.sandboxMoveClock, { body: { now: next } });
    // Asked again after an answer that got lost, it stands there already.
    if (!isRefusal(moved)) this.tell('days passed');
  }

  /** Counts what happened, by kind. */
  tell(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }

  private async installs(nth: number): Promise<void> {
    const stranger = new Person(this.town.url, {});
    const body = { name: `Компания ${nth}`, subdomain: `fire-${nth}`, amocrmAccountId: 50_000_000 + nth };
    const { account, ownerToken } = taken(
      await insist(this.asked, stranger, routes.sandboxAccount, { body }),
    );
    const owner = new Person(this.town.url, { authorization: `Bearer ${ownerToken}` });
    const requisites = { ...requisitesOf(account.name, innOf(nth)), emails: [`fire-${nth}@example.org`] };
    taken(
      await insist(this.asked, owner, routes.setProfile, { params: { id: account.id }, body: requisites }),
    );
    this.clients.push({ account, owner, acknowledged: nothingYet(), no: nth, hasLeft: false });
    this.tell('installs');
  }

  private async installsFromAmocrm(nth: number): Promise<void> {
    const id = 60_000_000 + nth;
    const company = { id, subdomain: `amo-${nth}`, name: `Компания ${nth}` };
    if (!(await this.town.installsFromAmocrm(company))) return;
    this.installedFromAmocrm.push(id);
    this.tell('installs from amoCRM');
  }

  /** Money of a stranger comes in a file and is given to the account by hand. */
  private async topsUp(client: Client, chance: Chance, nth: number): Promise<void> {
    const { accountant } = this.staff;
    const { now } = taken(await insist(this.asked, accountant, routes.sandboxClock));
    const file = bankFile([
      {
        number: String(nth),
        date: dayOf(new Date(now), ZONE),
        amount: chance.oneOf(['150.00', '400.00', '5000.00']),
        payer: { name: `ООО "ПЛАТЕЛЬЩИК ${nth}"`, inn: null },
        purpose: 'Перевод средств',
      },
    ]);
    const bytes = new Blob([new Uint8Array(file)]);
    const { lines } = taken(
      await insist(this.asked, accountant, routes.importStatement, { raw: { bytes, type: 'text/plain' } }),
    );
    const { id } = lines[0]!.receipt;
    const body = { accountId: client.account.id, reason: 'Клиент подтвердил' };
    taken(await insist(this.asked, accountant, routes.allocateReceipt, { params: { id }, body }));
    client.acknowledged.receipts.push(id);
    this.tell('top-ups');
  }

  private async connects({ account, owner, acknowledged }: Client, chance: Chance): Promise<void> {
    const { code, period } = chance.oneOf(PRODUCTS);
    const body = { productCode: code, quantity: 1 + chance.below(3), period };
    const answer = await insist(this.asked, owner, routes.connectProduct, {
      params: { id: account.id },
      body,
    });
    if (!isRefusal(answer)) acknowledged.subscriptions.push(answer.id);
    this.tell(isRefusal(answer) ? `connections refused: ${answer.code}` : 'connections');
  }

  private async changesQuantity(client: Client, chance: Chance): Promise<void> {
    const id = await this.livingOf(client, chance);
    if (id === null) return;
    const body = { quantity: 1 + chance.below(5) };
    const answer = await insist(this.asked, client.owner, routes.changeSubscription, {
      params: { id },
      body,
    });
    this.tell(isRefusal(answer) ? `changes refused: ${answer.code}` : 'changes of quantity');
  }

  private async ends(client: Client, chance: Chance): Promise<void> {
    const id = await this.livingOf(client, chance);
    if (id === null) return;
    const answer = await insist(this.asked, client.owner, routes.endSubscription, { params: { id } });
    if (!isRefusal(answer)) client.acknowledged.ends.push(id);
    this.tell(isRefusal(answer) ? `ends refused: ${answer.code}` : 'ends of subscriptions');
  }

  private async livingOf({ account, owner }: Client, chance: Chance): Promise<string | null> {
    const { items } = taken(
      await insist(this.asked, owner, routes.subscriptions, { params: { id: account.id } }),
    );
    const living = items.filter(({ state }) => state === 'active');
    return living.length === 0 ? null : chance.oneOf(living).id;
  }

  /** Staff set the balance right, and half of the time it was a mistake. */
  private async corrects({ account, acknowledged }: Client, chance: Chance, nth: number): Promise<void> {
    const reason = `Поправка ${nth}`;
    const params = { id: account.id };
    const body = { amount: rub('12.34'), reason };
    const { id } = taken(
      await insist(this.asked, this.staff.accountant, routes.adjustBalance, { params, body }),
    );
    acknowledged.corrections.push(reason);
    this.tell('corrections');
    if (chance.below(2) === 0) return;
    // By force: what it gave may have been spent by now.
    const mirror = { params: { id }, body: { reason: 'Ошиблись', force: true } };
    taken(await insist(this.asked, this.staff.administrator, routes.reverseEntry, mirror));
    acknowledged.reversals.push(id);
    this.tell('reversals');
  }

  private async reconciles({ account, owner, acknowledged }: Client): Promise<void> {
    const { now } = taken(await insist(this.asked, owner, routes.sandboxClock));
    const today = dayOf(new Date(now), ZONE);
    const options = { params: { id: account.id }, body: { from: addDays(today, -1), to: today } };
    const answer = await insist(this.asked, owner, routes.reconcile, options);
    if (!isRefusal(answer)) acknowledged.reconciliations.push(answer.id);
    this.tell(isRefusal(answer) ? `reconciliations refused: ${answer.code}` : 'reconciliations');
  }

  /** The contract ends at once, and what is left goes back: to the card it came from, else by bank. */
  private async leaves(client: Client): Promise<void> {
    const { account, owner, acknowledged } = client;
    client.hasLeft = true;
    const params = { id: account.id };
    const { accountant, administrator } = this.staff;
    const body = { reason: 'Нарушение', initiator: 'seller', breach: true } as const;
    taken(await insist(this.asked, administrator, routes.terminateAccount, { params, body }));
    this.tell('terminations');
    const refund = await insist(this.asked, owner, routes.requestRefund, { params });
    if (isRefusal(refund)) return this.tell(`refunds refused: ${refund.code}`);
    acknowledged.refundRequests.push(refund.id);
    if (refund.documentId !== null) {
      const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
      const signed = { params: { id: refund.documentId }, raw };
      taken(await insist(this.asked, owner, routes.signedCopy, signed));
    }
    const toBePaid = { params: { id: refund.id } };
    const byCard = await insist(this.asked, accountant, routes.refundToCard, toBePaid);
    if (!isRefusal(byCard)) return this.tell('refunds to cards');
    taken(await insist(this.asked, accountant, routes.payRefund, toBePaid));
    acknowledged.refundsByBank.push(refund.id);
    this.tell('refunds by bank');
  }

  private async grantsBonus(client: Client, chance: Chance, nth: number): Promise<void> {
    const reason = `Бонус ${nth}`;
    const body = { amount: rub(chance.oneOf(['10.00', '99.99'])), ground: 'support', reason } as const;
    const params = { id: client.account.id };
    taken(await insist(this.asked, this.staff.support, routes.grantBonus, { params, body }));
    client.acknowledged.grants.push(reason);
    this.tell('bonus grants');
  }

  private async invoices(client: Client): Promise<void> {
    const body = { amount: rub('5000.00') };
    const params = { id: client.account.id };
    const { number } = taken(await insist(this.asked, client.owner, routes.issueInvoice, { params, body }));
    client.acknowledged.invoices.push(number);
    this.tell('invoices');
  }

  /** The customer pays at the shop, whether or not anybody of ours can hear of it. */
  private async paysByCard(client: Client): Promise<void> {
    const params = { id: client.account.id };
    const invoice = taken(
      await insist(this.asked, client.owner, routes.issueInvoice, {
        params,
        body: { amount: rub('6000.00') },
      }),
    );
    client.acknowledged.invoices.push(invoice.number);
    const { url } = taken(
      await insist(this.asked, client.owner, routes.payInvoice, {
        params: { ...params, invoice: invoice.id },
        body: { provider: 'yookassa' },
      }),
    );
    const { yookassa } = this.town.shops;
    const payment = yookassa.at(url!);
    await yookassa.pay(payment.id).catch(() => undefined);
    client.acknowledged.cardPayments.push(payment.id);
    this.tell('card payments');
  }

  private async asksSupport({ account, owner, acknowledged }: Client, _: Chance, nth: number): Promise<void> {
    const params = { id: account.id };
    const body = { subject: `Вопрос ${nth}`, text: 'Не открывается' };
    const { number } = taken(await insist(this.asked, owner, routes.askSupport, { params, body }));
    acknowledged.supportRequests.push(String(number));
    this.tell('requests to support');
  }

  private async namesPartner({ account, owner, acknowledged }: Client): Promise<void> {
    const params = { id: account.id };
    const { accountId, code } = (this.partner ??= await this.makesPartner(account.id));
    if (accountId === account.id) return;
    const answer = await insist(this.asked, owner, routes.namePartner, { params, body: { code } });
    if (!isRefusal(answer) && !acknowledged.partners.includes(code)) acknowledged.partners.push(code);
    this.tell(isRefusal(answer) ? `partners refused: ${answer.code}` : 'partners named');
  }

  private async makesPartner(accountId: string) {
    const { now } = taken(await insist(this.asked, this.staff.administrator, routes.sandboxClock));
    const body = {
      number: 'П-1',
      signedOn: dayOf(new Date(now), ZONE),
      offerCode: null,
      terms: { base: 'top_ups', percent: '12.5', months: null },
    } as const;
    const made = await insist(this.asked, this.staff.administrator, routes.makePartner, {
      params: { id: accountId },
      body,
    });
    return { accountId, code: taken(made).code };
  }
}
