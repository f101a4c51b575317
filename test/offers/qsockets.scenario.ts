import { routes, type ProjectDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';
import { loadOffer, type Offer } from './load-offer';
import { EXCHANGE, peopleOf, Projects, stateSeenBy, toldOfIdleness } from './projects';

/** The offer of QSockets from acceptance to leaving; clause numbers are its own. Days are Moscow's. */
let world: World;
let offer: Offer;
let mine: Projects;
let studio: Customer;
let exchange: ProductProgram;
let administrator: Person;
beforeAll(async () => {
  world = await World.open({ mail: true, shops: { seller: 'qsockets' } });
  await begin('2027-03-10T09:00:00+03:00');
});
afterAll(() => world?.end());

async function begin(instant: string): Promise<void> {
  await world.begin(instant);
  offer = await loadOffer(world, 'qsockets');
  exchange = await ProductProgram.of(world, EXCHANGE);
  administrator = await world.staff('administrator');
  await opens('Студия «Аура»');
}
async function opens(name: string): Promise<void> {
  mine = await Projects.open(world, offer, exchange, name);
  studio = mine.customer;
}
let site: ProjectDto;
let chat: ProjectDto;
let siteToken: string;

describe('projects and tariffs', () => {
  it('10.1.1, 2.3: registration makes the contract, and the panel costs nothing', async () => {
    const { items } = await studio.owner.asks(routes.offerAcceptances, { params: { id: studio.id } });
    expect(items).toMatchObject([{ version: offer.profile.terms.version, act: 'installation' }]);
    expect(await studio.balance()).toBe('0.00');
  });

  it('3.2.2, 4.4.2: a free project works from its creation, and there is one such project', async () => {
    site = await mine.creates('Сайт');
    expect(await mine.pays(site, 'free')).toMatchObject({ state: 'active' });
    siteToken = await mine.takesToken(site);
    expect([await mine.accepts(siteToken), await mine.charges()]).toEqual([true, []]);
    chat = await mine.creates('Чат');
    expect(
      await studio.cannotConnect(EXCHANGE, {
        project: chat.id,
        tariff: 'free',
        period: mine.priceOf('free').period,
      }),
    ).toMatchObject({
      status: 409,
      code: 'free_plan_taken',
    });
  });

  it('4.2.1: a paid tariff is paid ahead in full, and before that there is neither access nor a token', async () => {
    expect(await studio.cannotConnect(EXCHANGE, { project: chat.id, tariff: 'start' })).toMatchObject({
      status: 402,
      code: 'insufficient_balance',
      required: rub(mine.priceOf('start').unitPrice),
    });
    const token = { params: { id: studio.id, projectId: chat.id }, body: {} };
    expect((await studio.owner.isRefused(routes.issueProjectToken, token)).code).toBe('project_not_active');
    await mine.tops('500.00');
    expect(await mine.pays(chat, 'start')).toMatchObject({ state: 'active', paidUntil: '2027-04-09' });
    // 500.00 − 490.00.
    expect([await mine.charges(), await studio.balance()]).toEqual([['2027-03-10 charge -490.00'], '10.00']);
  });

  it('4.2.2: access is sold for 1, 3, 9 or 12 months and for no other time', async () => {
    const shop = await mine.creates('Лавка');
    const other = { project: shop.id, tariff: 'start', period: 'P6M' };
    expect(await studio.cannotConnect(EXCHANGE, other)).toMatchObject({
      code: 'period_not_allowed',
      errors: [{ path: 'period' }],
    });
  });

  it('4.3.1: there is no automatic renewal to switch on', async () => {
    const { subscription } = await mine.projectOf(chat.id);
    const body = { autoRenew: true };
    expect(
      await studio.owner.isRefused(routes.changeSubscription, { params: { id: subscription!.id }, body }),
    ).toMatchObject({ code: 'auto_renewal_not_offered' });
  });
});

describe('limits', () => {
  it('2.4, 4.2.4: what is left of one project is never used by another', async () => {
    const limit = mine.limitOf('free', 'message');
    expect(await mine.sends(site, limit)).toEqual({ accepted: true, used: limit, limit });
    expect(await mine.sends(chat, 1)).toMatchObject({
      accepted: true,
      used: 1,
      limit: mine.limitOf('start', 'message'),
    });
    expect(await mine.sends(site, 1)).toEqual({ accepted: false, used: limit, limit });
  });

  it('4.5.1: the customer is told at 80 % and at the end of a limit, by e-mail and in the interface, once a day', async () => {
    const limit = mine.limitOf('start', 'message');
    await mine.sends(chat, limit * 0.8 - 1);
    await mine.sends(chat, 1);
    await mine.sends(chat, limit * 0.2 - 1);
    const told = (await studio.notices('usage_threshold')).filter(({ facts }) => facts['project'] === 'Чат');
    expect(told.map(({ facts }) => facts['thresholds'])).toEqual([[100], [80]]);
    await world.moveTo('2027-03-10T10:00:00+03:00');
    const letters = (await studio.notices('usage_threshold')).flatMap(({ deliveries }) => deliveries);
    expect(
      letters.filter(({ channel, state }) => channel === 'email' && state === 'accepted').length,
    ).toBeGreaterThan(0);
  });

  it('4.5.2: messages above the limit are dropped, new connections above it are refused until others end', async () => {
    const limit = mine.limitOf('start', 'message');
    expect(await mine.sends(chat, 1)).toEqual({ accepted: false, used: limit, limit });
    const most = mine.limitOf('start', 'connection');
    await mine.sends(chat, most, 'connection');
    expect(await mine.cannotRaise(chat, 'connection')).toMatchObject({
      status: 429,
      code: 'limit_exceeded',
      limit: most,
    });
    await mine.sends(chat, 1, 'connection', { change: 'lower' });
    expect(await mine.sends(chat, 1, 'connection', { change: 'raise' })).toEqual({
      accepted: true,
      used: most,
      limit: most,
    });
  });
});

describe('4.1: prices and a change of limits', () => {
  it('4.1.3: limits are raised inside the paid period for the difference, and 4.3.2.1: a lower tariff gives nothing back', async () => {
    const { subscription } = await mine.projectOf(chat.id);
    const params = { id: subscription!.id };
    expect(
      await studio.owner.isRefused(routes.changeSubscription, { params, body: { tariff: 'business' } }),
    ).toMatchObject({ status: 402, required: rub('1000.00'), available: rub('10.00') });
    await mine.tops('1000.00');
    // 1 490.00 − 490.00, whatever days are left.
    expect(
      await studio.owner.asks(routes.changeSubscription, { params, body: { tariff: 'business' } }),
    ).toMatchObject({
      paidUntil: '2027-04-09',
    });
    expect(await mine.charges()).toEqual(['2027-03-10 charge -490.00', '2027-03-10 charge -1000.00']);
    expect(await mine.sends(chat, 1)).toEqual({
      accepted: true,
      used: mine.limitOf('start', 'message') + 1,
      limit: mine.limitOf('business', 'message'),
    });
    expect(
      await studio.owner.asks(routes.changeSubscription, { params, body: { tariff: 'start' } }),
    ).toMatchObject({
      credit: rub('0.00'),
    });
    await studio.owner.asks(routes.changeSubscription, { params, body: { tariff: 'business' } });
    expect(await studio.balance()).toBe('10.00');
  });

  it('4.1.3, 5.1.2: a new price is announced at least 14 days ahead, and 4.1.1, 4.1.4: what is paid for stays as it was', async () => {
    const change = (effectiveOn: string) => ({
      params: { code: EXCHANGE },
      body: {
        period: 'P1M',
        tariff: 'business',
        unitPrice: rub('1790.00'),
        effectiveOn: localDate(effectiveOn),
      },
    });
    expect(await administrator.isRefused(routes.announcePriceChange, change('2027-03-23'))).toMatchObject({
      code: 'notice_too_short',
      errors: [{ path: 'effectiveOn' }],
    });
    await administrator.asks(routes.announcePriceChange, change('2027-03-24'));
    await world.moveTo('2027-03-25T09:00:00+03:00');
    expect((await mine.projectOf(chat.id)).subscription).toMatchObject({ paidUntil: '2027-04-09' });
    expect((await mine.charges()).length).toBe(2);
  });
});

describe('4.3.1: the period ends', () => {
  let token: string;
  it('access stops by itself, nothing is taken, and the token is not accepted', async () => {
    token = await mine.takesToken(chat);
    expect(await mine.accepts(token)).toBe(true);
    await mine.tops('5000.00');
    await world.moveTo('2027-04-10T09:00:00+03:00');
    expect([await mine.accepts(token), await studio.balance(), (await mine.charges()).length]).toEqual([
      false,
      '5010.00',
      2,
    ]);
    expect(await studio.notices('ended')).toHaveLength(1);
    // The free project goes on.
    expect(await mine.accepts(siteToken)).toBe(true);
  });

  it('payment by hand, at the price in force then, gives the same project and token back', async () => {
    await mine.pays(chat, 'business');
    expect((await mine.charges()).slice(2)).toEqual(['2027-04-10 charge -1790.00']);
    expect([await mine.accepts(token), await studio.balance()]).toEqual([true, '3220.00']);
  });

  it('a new period may be asked for ahead: it begins after the paid days, once, and nothing renews after it', async () => {
    const { id } = (await mine.projectOf(chat.id)).subscription!;
    const asks = (ordered: boolean) => ({ params: { id }, body: { ordered } });
    expect(await studio.owner.asks(routes.orderNextPeriod, asks(true))).toMatchObject({
      autoRenew: false,
      nextPeriodOrdered: true,
      endsOn: null,
    });
    expect((await studio.owner.asks(routes.orderNextPeriod, asks(false))).endsOn).toBe('2027-05-09');
    await studio.owner.asks(routes.orderNextPeriod, asks(true));
    await world.moveTo('2027-05-10T09:00:00+03:00');
    expect((await mine.charges()).slice(3)).toEqual(['2027-05-10 charge -1790.00']);
    expect((await mine.projectOf(chat.id)).subscription).toMatchObject({
      paidUntil: '2027-06-09',
      endsOn: '2027-06-09',
    });
    // 3 220.00 − 1 790.00 is less than another one costs.
    expect(await studio.owner.isRefused(routes.orderNextPeriod, asks(true))).toMatchObject({
      status: 402,
      required: rub('1790.00'),
      available: rub('1430.00'),
    });
  });
});

describe('4.2.3: who pays how', () => {
  it('people and sole traders pay by card, and are sent to no bank', async () => {
    const invoice = await studio.invoices('100.00');
    expect([invoice.cardOnly, invoice.paymentLinks.map(({ provider }) => provider)]).toEqual([
      true,
      ['robokassa', 'yookassa'],
    ]);
  });

  it('4.2.1: a disputed card payment stops the service until the money is there; the paid days are not touched', async () => {
    const token = await mine.takesToken(chat);
    const params = { id: studio.id };
    const body = { ground: 'payment_disputed' as const, reason: 'Банк сообщил об оспаривании платежа' };
    await administrator.asks(routes.suspendAccount, { params, body });
    expect(await mine.accepts(token)).toBe(false);
    await administrator.asks(routes.resumeAccount, { params, body: { reason: 'Деньги поступили' } });
    expect([await mine.accepts(token), (await mine.projectOf(chat.id)).subscription!.paidUntil]).toEqual([
      true,
      '2027-06-09',
    ]);
  });

  it('a company pays by invoice, and its card is not taken', async () => {
    const company = await world.account('ООО «Ромашка»', { seller: 'qsockets' });
    await company.givesRequisites();
    const { id: invoice, cardOnly, paymentLinks } = await company.invoices('1390.00');
    expect([cardOnly, paymentLinks]).toEqual([undefined, []]);
    const params = { id: company.id, invoice };
    expect(
      await company.owner.isRefused(routes.payInvoice, { params, body: { provider: 'yookassa' } }),
    ).toMatchObject({ status: 409, code: 'payment_way_not_offered', allowed: ['invoice'] });
  });
});

describe('8.2.1, 4.3.2: leaving and what comes back', () => {
  it('8.2.1 (б): a customer who leaves keeps what is paid for to its end, at least 14 days; nothing comes back', async () => {
    // The chat is paid for until 9 June, which is later than 14 days after 10 May.
    expect(await mine.terminates('customer', studio.owner)).toMatchObject({
      state: 'pending',
      effectiveOn: '2027-06-10',
    });
    await world.moveTo('2027-06-09T23:59:00+03:00');
    expect((await mine.projectOf(chat.id)).subscription!.state).toBe('active');
    await world.moveTo('2027-06-10T09:00:00+03:00');
    expect(await studio.state()).toBe('terminated');
    expect(await mine.accepts(siteToken)).toBe(false);
    expect((await mine.wouldComeBack()).slice(1)).toEqual(['0.00 not_offered']);
  });

  it('8.2.1 (б): when the seller leaves, at least 14 days ahead, the days that are left come back in proportion', async () => {
    await opens('Студия «Бриз»');
    const shop = await mine.creates('Лавка');
    await mine.tops('490.00');
    expect((await mine.pays(shop, 'start')).paidUntil).toBe('2027-07-09');
    expect(await mine.terminates('seller', administrator)).toMatchObject({ effectiveOn: '2027-06-24' });
    await world.moveTo('2027-06-24T09:00:00+03:00');
    // 16 of the 30 days from 10 June on are left: 490.00 × 16/30.
    expect(await mine.wouldComeBack()).toEqual(['261.33', '261.33 days_left']);
    const refund = await studio.owner.asks(routes.requestRefund, { params: { id: studio.id } });
    expect(refund).toMatchObject({ amount: rub('261.33'), state: 'approved', documentId: null });
    await (await world.staff('accountant')).asks(routes.payRefund, { params: { id: refund.id } });
    // 8.3.1: seven days later nothing of what people registered with is left.
    await world.moveTo('2027-06-30T23:00:00+03:00');
    expect(await peopleOf(administrator, studio)).not.toContain('Данные удалены');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    expect(await peopleOf(administrator, studio)).toEqual(['Данные удалены']);
  });

  it('4.3.2.1, 4.3.2.2: a period comes back only if the service was down throughout it, then in full, and the contract stays', async () => {
    await opens('Студия «Волна»');
    const app = await mine.creates('Приложение');
    await mine.tops('490.00');
    const { id: subscriptionId } = await mine.pays(app, 'start');
    const request = { params: { id: studio.id }, body: { subscriptionId } };
    const refused = () => studio.owner.isRefused(routes.requestRefund, request);
    const down = (from: string, to: string) =>
      administrator.asks(routes.recordOutage, { body: { from, to, productCode: EXCHANGE } });
    await world.moveTo('2027-08-02T09:00:00+03:00');
    expect((await refused()).code).toBe('refund_not_offered');
    await down('2027-06-30T20:00:00+03:00', '2027-07-31T00:00:00+03:00');
    expect((await refused()).code).toBe('refund_not_offered');
    // The last of the 31 days too.
    await down('2027-07-30T23:00:00+03:00', '2027-08-01T02:00:00+03:00');
    const refund = await studio.owner.asks(routes.requestRefund, request);
    expect(refund).toMatchObject({ amount: rub('490.00'), state: 'approved' });
    const accountant = await world.staff('accountant');
    await accountant.asks(routes.payRefund, { params: { id: refund.id } });
    expect((await studio.journal()).slice(-2)).toEqual([
      '2027-08-02 correction 490.00',
      '2027-08-02 refund -490.00',
    ]);
    expect([await studio.state(), await studio.balance()]).toEqual(['active', '0.00']);
    expect((await refused()).code).toBe('refund_not_offered');
  });
});

describe('3.6.1: nobody uses the service', () => {
  const told = (of: Customer) => toldOfIdleness(administrator, of);
  const stateOf = (of: Customer) => stateSeenBy(administrator, of);
  let token: string;
  let gone: Customer;

  it('after 12 calendar months the customer is warned by e-mail; any activity before the block stops everything', async () => {
    await begin('2027-03-10T09:00:00+03:00');
    site = await mine.creates('Сайт');
    await mine.pays(site, 'free');
    token = await mine.takesToken(site);
    await mine.tops('100.00');
    const present = await world.account('Студия «Бриз»', { seller: 'qsockets' });
    gone = studio;
    await world.moveTo('2028-03-09T23:00:00+03:00');
    expect(await told(gone)).toEqual([]);
    await world.moveTo('2028-03-10T09:00:00+03:00');
    const [warning] = await told(gone);
    expect(warning).toMatchObject({
      kind: 'idle_warning',
      facts: { activeOn: '2027-03-10', on: '2028-04-09' },
    });
    expect(warning!.deliveries).toMatchObject([{ channel: 'email', state: 'accepted' }]);
    expect((await told(present)).length).toBe(1);
    await present.balance();
    await world.moveTo('2028-04-08T23:00:00+03:00');
    expect([await stateOf(gone), await mine.accepts(token)]).toEqual(['active', true]);
    await world.moveTo('2028-04-09T09:00:00+03:00');
    expect([await stateOf(gone), await stateOf(present)]).toEqual(['suspended, idle', 'active']);
  });

  it('a blocked account uses and connects nothing, is told how to come back, and keeps its money', async () => {
    expect(await mine.accepts(token)).toBe(false);
    expect((await told(gone))[0]).toMatchObject({
      kind: 'idle_blocked',
      facts: { activeOn: '2027-03-10', eraseOn: '2028-07-08', hasMoney: true },
    });
    expect(await studio.cannotConnect(EXCHANGE, { project: site.id, tariff: 'start' })).toMatchObject({
      code: 'account_not_active',
    });
    expect(await studio.balance()).toBe('100.00');
  });

  it('it is restored at the customer’s request to support, and its year begins anew', async () => {
    const support = await world.staff('support');
    const params = { id: gone.id };
    await support.asks(routes.resumeAccount, { params, body: { reason: 'Письмо клиента' } });
    expect([await stateOf(gone), await mine.accepts(token)]).toEqual(['active', true]);
    await world.moveTo('2029-04-08T23:00:00+03:00');
    expect([await stateOf(gone), (await told(gone)).length]).toEqual(['active', 2]);
  });

  it('90 days after the block what people registered with is erased for good, but not while money lies here', async () => {
    await world.moveTo('2029-10-01T09:00:00+03:00');
    expect([await stateOf(gone), (await told(gone))[0]!.kind]).toEqual(['suspended, idle', 'idle_blocked']);
    const accountant = await world.staff('accountant');
    const body = { amount: rub('-100.00'), reason: 'Остаток возвращён по письму клиента' };
    await accountant.asks(routes.adjustBalance, { params: { id: gone.id }, body });
    await world.moveTo('2029-10-02T09:00:00+03:00');
    expect((await told(gone))[0]).toMatchObject({ kind: 'erasure_warning', facts: { on: '2029-10-16' } });
    await world.moveTo('2029-10-16T09:00:00+03:00');
    expect(await stateOf(gone)).toBe('erased');
    expect(await peopleOf(administrator, gone)).toEqual(['Данные удалены']);
    // Books and papers stay, as the law wants.
    expect((await accountant.asks(routes.verifyLedger)).broken).toEqual([]);
  });
});
