import { randomUUID } from 'node:crypto';
import { routes } from '@rocket/contracts';
import { colleagueOf } from '../kit/colleague';
import { Customer, rub } from '../kit/customer';
import { inPace } from '../kit/in-pace';
import { innOf, requisitesOf } from '../kit/requisites';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';
import { cardStory } from './card-story';
import { loadOffer, type Offer } from './load-offer';
import { payByBank } from './pay-by-bank';

/** The offer of Alfa CRM from acceptance to leaving; clause numbers are its own. Days are Novosibirsk's, UTC+7. */
const ACCESS = 'alfa-crm-access';
const CLIENT = 'Активный клиент';
let world: World;
let offer: Offer;
let school: Customer;
/** Two more of the same day, who never paid for the free period that both had. */
let studio: Customer;
let club: Customer;
let crm: ProductProgram;
beforeAll(async () => {
  world = await World.open({ shops: { seller: 'alfa-crm' } });
  await begin('2027-04-01T09:00:00+07:00');
});
afterAll(() => world?.end());

async function begin(instant: string): Promise<void> {
  await world.begin(instant);
  offer = await loadOffer(world, 'alfa-crm');
  crm = await ProductProgram.of(world, ACCESS);
  school = await world.account('Школа «Полиглот»', { seller: 'alfa-crm' });
  studio = await world.account('Студия «Акварель»', { seller: 'alfa-crm' });
  club = await world.account('Клуб «Гамбит»', { seller: 'alfa-crm' });
  for (const customer of [studio, club]) await customer.connects(ACCESS, { tariff: 'start' });
}
const charges = () => school.journal('charge');
const clients = (n: number) => inPace(() => crm.counts(school, CLIENT, n));
const refusedClients = (n: number) => inPace(() => crm.isRefused(school, CLIENT, n));
const entitlement = () => inPace(() => crm.entitlement(school));
const isEntitled = async (): Promise<boolean> => (await entitlement()).entitled;

describe('registration, the free period and the first payment', () => {
  it('6.2, 12.1: the contract is made when the account is registered, on the version in force', async () => {
    const params = { params: { id: school.id } };
    const { items } = await school.owner.asks(routes.offerAcceptances, params);
    expect(items).toMatchObject([{ version: offer.profile.terms.version, act: 'installation' }]);
  });

  it('12.2: the service is used free of charge for the days the seller gives, without a payment', async () => {
    expect(await school.connects(ACCESS, { tariff: 'school' })).toMatchObject({
      state: 'trial',
      trialEndsOn: '2027-04-15',
    });
    expect([await isEntitled(), await charges()]).toEqual([true, []]);
    await clients(230);
    expect(await charges()).toEqual([]);
  });

  it('7.5: without a payment nothing is activated when the free period is over', async () => {
    await world.moveTo('2027-04-16T09:00:00+07:00');
    expect([await school.stateOf(ACCESS), await isEntitled()]).toEqual(['suspended', false]);
  });

  it('5.3: the whole price ahead by invoice, and the period begins with the payment', async () => {
    await world.topUp(school, '2999.99');
    expect(await school.stateOf(ACCESS)).toBe('suspended');
    await world.topUp(school, '700.01');
    expect(await school.stateOf(ACCESS)).toBe('active until 2027-05-15');
    expect([await charges(), await school.balance(), await isEntitled()]).toEqual([
      ['2027-04-16 charge -3000.00'],
      '700.00',
      true,
    ]);
  });

  it('2.2: access is sold for a month to a year and for no other time', async () => {
    expect(await school.cannotChange(ACCESS, { period: 'P1D' })).toMatchObject({
      code: 'period_not_allowed',
      errors: [{ path: 'period' }],
    });
  });
});

describe('5.8: clients over the tariff', () => {
  it('recalculate the paid sum in proportion, for the days left, each raise once', async () => {
    await clients(200);
    expect(await charges()).toHaveLength(1);
    // The 11th of 30 days: 20 are left. 20 clients over 200: 3000.00 × 20/200 × 20/30.
    await world.moveTo('2027-04-26T12:00:00+07:00');
    await clients(220);
    expect((await charges()).slice(1)).toEqual(['2027-04-26 charge -200.00']);
    expect((await school.entries('charge')).at(-1)!.reason).toMatch('— 220, а в тарифе 200');
    // Half of the 30 days are left when 10 more come: 3000.00 × 10/200 × 15/30.
    await world.moveTo('2027-05-01T12:00:00+07:00');
    await clients(230);
    expect((await charges()).slice(2)).toEqual(['2027-05-01 charge -75.00']);
  });

  it('fewer of them give nothing back, and what was paid for is not charged again', async () => {
    await clients(150);
    await clients(230);
    expect([(await charges()).length, await school.balance()]).toEqual([3, '425.00']);
  });

  it('are refused while the balance does not reach, and nothing becomes a debt (5.10)', async () => {
    // 3000.00 × 100/200 × 15/30 is 750.00, and there are 425.00.
    expect(await refusedClients(330)).toMatchObject({
      status: 402,
      code: 'insufficient_balance',
      required: rub('750.00'),
      available: rub('425.00'),
    });
    expect((await entitlement()).limits[0]).toMatchObject({ used: 230, limit: 200 });
  });

  it('the next period costs its tariff again, and is recalculated as soon as its clients are counted', async () => {
    await world.topUp(school, '4000.00');
    await world.moveTo('2027-05-16T09:00:00+07:00');
    expect((await charges()).slice(3)).toEqual(['2027-05-16 charge -3000.00']);
    // 31 days of 31 are left: 3000.00 × 30/200.
    await clients(230);
    expect((await charges()).slice(4)).toEqual(['2027-05-16 charge -450.00']);
  });
});

describe('7.8: requests to the API', () => {
  it('are let through five a second about an account, all methods together; others are not held up', async () => {
    expect((await entitlement()).requestsPerSecond).toBe(offer.profile.terms.apiRateLimitPerSecond);
    const about = ({ account }: Customer) => `/entitlements?account=${account.amocrmAccountId}`;
    const began = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => crm.caller.sends('GET', about(school))),
    );
    const seconds = Math.ceil((Date.now() - began) / 1000);
    const passed = answers.filter(({ status }) => status === 200).length;
    expect(passed).toBeLessThanOrEqual(5 * (seconds + 1));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBe(40 - passed);
    expect(refused[0]!.body).toMatchObject({ code: 'rate_limited', limit: 5 });
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
    expect((await crm.caller.sends('GET', about(club))).status).toBe(200);
    expect((await entitlement()).entitled).toBe(true);
  });
});

describe('4.3: data after the end of the licence', () => {
  it('are told of a week before a calendar month is over, and kept while the warning has reached nobody', async () => {
    for (const customer of [studio, club]) {
      const [warning] = await customer.notices('erasure_warning');
      expect(warning!.facts).toEqual({ on: '2027-05-16', licenceEnd: '2027-04-16' });
      expect(warning!.createdAt.slice(0, 9)).toBe('2027-05-0');
    }
    expect([await studio.state(), await club.state()]).toEqual(['suspended', 'suspended']);
    await world.topUp(club, '1500.00');
    const [warning] = await studio.notices('erasure_warning');
    await studio.owner.asks(routes.noticeSeen, { params: { id: warning!.id } });
  });

  it('are gone a week after the warning was read; what was paid for goes on', async () => {
    await world.moveTo('2027-05-22T12:00:00+07:00');
    expect(await studio.state()).toBe('suspended');
    await world.moveTo('2027-05-23T12:00:00+07:00');
    const accountant = await world.staff('accountant');
    const { state } = await accountant.asks(routes.account, { params: { id: studio.id } });
    expect([state, await club.stateOf(ACCESS)]).toEqual(['erased', 'active until 2027-06-15']);
    expect((await studio.owner.sends('GET', '/me')).status).toBe(401);
  });
});

describe('5.6: regular payments by a card', () => {
  const story = cardStory(
    () => world,
    () => school,
  );
  const { shop } = story;

  it('begin with a payment of the next period, agreed to by the customer, at the page of the payment system', async () => {
    await school.givesRequisites();
    const { id: subscription } = await school.subscription(ACCESS);
    const params = { id: school.id };
    const body = { subscription, agreed: true as const };
    const support = await world.staff('support');
    expect(await support.isRefused(routes.beginAutopayment, { params, body })).toMatchObject({ status: 403 });
    expect(
      await school.owner.isRefused(routes.beginAutopayment, {
        params,
        body: { ...body, agreed: false as never },
      }),
    ).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'agreed' }],
    });
    const begun = await school.owner.asks(routes.beginAutopayment, { params, body });
    expect([begun.amount, (await story.autopayment()).card]).toEqual([rub('3000.00'), null]);
    await shop().pay(shop().at(begun.url!).id);
    const { card } = await story.autopayment();
    expect(card).toMatchObject({ type: 'Mir', lastFour: '4444', expires: '07/2030' });
    expect(await school.balance()).toBe('3975.00');
    expect(story.prepaid()).toEqual(['3000.00']);
  });

  it('are not charged for a period the balance reaches for', async () => {
    await world.moveTo('2027-06-16T12:00:00+07:00');
    expect([await school.stateOf(ACCESS), await school.balance(), story.byCard()]).toEqual([
      'active until 2027-07-15',
      '975.00',
      ['succeeded 3000.00'],
    ]);
  });

  it('are told ahead, then charge the whole price of the tariff, once, though the answer is lost', async () => {
    await world.moveTo('2027-07-10T12:00:00+07:00');
    expect(await story.toldOf('autopayment_ahead')).toMatchObject([
      { told: '2027-07-10', on: '2027-07-13', amount: rub('3000.00'), lastFour: '4444' },
    ]);
    await world.moveTo('2027-07-13T09:59:00+07:00');
    expect(story.byCard()).toHaveLength(1);
    Object.assign(shop().faults, { silent: true, cutAfter: 1 });
    await world.moveTo('2027-07-13T10:00:00+07:00');
    expect([await school.balance(), story.byCard()]).toEqual([
      '975.00',
      ['succeeded 3000.00', 'succeeded 3000.00'],
    ]);
    await world.moveTo('2027-07-13T10:30:00+07:00');
    await world.moveTo('2027-07-16T12:00:00+07:00');
    expect([await school.balance(), story.byCard().length, await school.stateOf(ACCESS)]).toEqual([
      '975.00',
      2,
      'active until 2027-08-15',
    ]);
    expect(await story.toldOf('autopayment_paid')).toMatchObject([
      { told: '2027-07-13', amount: rub('3000.00') },
    ]);
    expect(story.prepaid()).toEqual(['3000.00', '3000.00']);
    shop().faults.silent = false;
  });

  it('a card the bank does not let pay is told of, not tried again for that period, and the invoice is paid by hand', async () => {
    shop().faults.declineKeptCards = '3d_secure_failed';
    await world.moveTo('2027-08-15T12:00:00+07:00');
    expect(await story.toldOf('autopayment_refused')).toMatchObject([
      { told: '2027-08-13', reason: '3d_secure_failed', isGone: false },
    ]);
    expect(story.byCard().slice(2)).toEqual(['canceled 3000.00']);
    const { last, card } = await story.autopayment();
    expect([last!.state, card?.lastFour]).toEqual(['refused', '4444']);
    const { items } = await school.owner.asks(routes.invoices, { params: { id: school.id } });
    expect(items.find(({ id }) => id === last!.invoice)).toMatchObject({
      state: 'issued',
      amount: rub('3000.00'),
    });
    const payer = { name: school.account.name, inn: school.inn };
    await payByBank(world, offer, { amount: '3000.00', payer, purpose: 'Оплата по счету' });
    await world.moveTo('2027-08-16T12:00:00+07:00');
    expect([await school.stateOf(ACCESS), await school.balance()]).toEqual([
      'active until 2027-09-15',
      '975.00',
    ]);
  });

  it('a permission taken back at the bank ends them; the customer ends them too', async () => {
    shop().faults.declineKeptCards = null;
    for (const method of shop().methods.values()) method.isRevoked = true;
    await world.moveTo('2027-09-13T12:00:00+07:00');
    expect((await story.toldOf('autopayment_refused'))[0]).toMatchObject({
      reason: 'permission_revoked',
      isGone: true,
    });
    expect((await story.autopayment()).card).toBeNull();
    await school.owner.asks(routes.endAutopayment, { params: { id: school.id } });
    const known = story.byCard().length;
    await world.moveTo('2027-09-20T12:00:00+07:00');
    expect([story.byCard().length, await school.stateOf(ACCESS)]).toEqual([known, 'suspended']);
  });
});

describe('the account and its owner', () => {
  const mine = () => ({ params: { id: school.id } });
  const partyOfNextInvoice = async (who = school.owner): Promise<string> => {
    const invoice = await who.asks(routes.issueInvoice, { ...mine(), body: { amount: rub('100.00') } });
    const [row] = await world.sql<{ name: string }>(
      'select customer_name as name from invoice where id = $1',
      [invoice.id],
    );
    return row!.name;
  };

  it('5.9: whoever pays for an account gains no right in it', async () => {
    const payer = { name: 'ООО «Меценат»', inn: innOf(4_000_001) };
    const { receipt } = await payByBank(world, offer, { amount: '2025.00', payer, purpose: 'За школу' });
    expect(receipt).toMatchObject({ state: 'unallocated', payer: { name: 'ООО «Меценат»' } });
    const manager = await world.staff('account_manager');
    const body = { accountId: school.id, reason: 'Письмо школы: за неё платит меценат' };
    await manager.asks(routes.allocateReceipt, { params: { id: receipt.id }, body });
    expect(await school.stateOf(ACCESS)).toBe('active until 2027-10-19');
    expect(await partyOfNextInvoice()).toBe(school.account.name);
    const { items } = await school.owner.asks(routes.accountUsers, mine());
    expect(items.map(({ level }) => level)).toEqual(['owner']);
  });

  it('4.6: it is ceded only to one who accepts the offer whole, with requisites of its own', async () => {
    const vera = await colleagueOf(world, school, 'Вера Новикова');
    const offerTo = (to: string) => ({ ...mine(), body: { to } });
    expect(await vera.person.isRefused(routes.offerCession, offerTo(vera.id))).toMatchObject({ status: 403 });
    expect(await school.owner.isRefused(routes.offerCession, offerTo(randomUUID()))).toMatchObject({
      code: 'cession_receiver',
      errors: [{ path: 'to' }],
    });
    await school.owner.asks(routes.offerCession, offerTo(vera.id));
    const { open, version } = await vera.person.asks(routes.cession, mine());
    expect([open!.isMine, version]).toEqual([true, offer.profile.terms.version]);

    const requisites = requisitesOf('ООО «Лингва»', innOf(4_000_002));
    const body = { version, agreed: true as const, requisites };
    const isRefused = async (change: object, who = vera.person) => {
      const { code, errors } = await who.isRefused(routes.acceptCession, {
        ...mine(),
        body: { ...body, ...change },
      });
      return [code, errors?.[0]?.path];
    };
    expect(await isRefused({}, school.owner)).toEqual(['forbidden', undefined]);
    expect(await isRefused({ agreed: false })).toEqual(['validation_failed', 'agreed']);
    expect(await isRefused({ version: 'прежняя' })).toEqual(['version_not_offered', 'version']);
    expect(await isRefused({ requisites: { ...requisites, inn: '7700000000' } })).toEqual([
      'validation_failed',
      'requisites.inn',
    ]);
    expect([await partyOfNextInvoice(), await school.balance()]).toEqual([school.account.name, '0.00']);

    await vera.person.asks(routes.acceptCession, { ...mine(), body });
    expect((await school.owner.sends('GET', '/me')).status).toBe(401);
    expect(await partyOfNextInvoice(vera.person)).toBe('ООО «Лингва»');
    school = new Customer(school.account, vera.person, requisites.inn);
    expect((await school.owner.asks(routes.offerAcceptances, mine())).items[0]).toMatchObject({
      version,
      act: 'cession',
    });
    expect([(await school.entries('charge')).length > 5, await school.stateOf(ACCESS)]).toEqual([
      true,
      'active until 2027-10-19',
    ]);
    expect((await school.owner.asks(routes.cession, mine())).done).toMatchObject([
      { from: school.account.name, party: 'ООО «Лингва»', version },
    ]);
  });
});

describe('10: leaving', () => {
  const preview = async (customer: Customer): Promise<string> => {
    const { amount, fromBalance, lines } = await customer.owner.asks(routes.refundPreview, {
      params: { id: customer.id },
    });
    return [amount, fromBalance, ...lines.map((line) => line.amount)].map((sum) => sum.amount).join(' ');
  };
  const terminates = async (customer: Customer, initiator: 'customer' | 'seller', breach = false) =>
    (await world.staff('administrator')).asks(routes.terminateAccount, {
      params: { id: customer.id },
      body: { reason: 'По уведомлению', initiator, breach },
    });

  it('10.2: when the seller leaves, the days left go back in proportion, of what clients over the tariff had added too', async () => {
    await world.topUp(school, '300.00');
    // 15 of the 30 days from 20.09 are left: 3000.00 × 40/200 × 15/30.
    await world.moveTo('2027-10-05T12:00:00+07:00');
    await clients(240);
    expect((await charges()).at(-1)).toBe('2027-10-05 charge -300.00');
    expect(await terminates(school, 'seller')).toMatchObject({ effectiveOn: '2027-10-15' });
    await world.moveTo('2027-10-15T12:00:00+07:00');
    // 5 days are left: 3000.00 × 5/30 and 300.00 × 5/15.
    expect(await preview(school)).toBe('600.00 0.00 500.00 100.00');
  });

  it('10.1, 10.4, 12.10: a customer leaves ten days after the notice, and nothing of the paid period goes back', async () => {
    await world.topUp(club, '1500.00');
    expect(await club.stateOf(ACCESS)).toBe('active until 2027-11-14');
    const { owner, id } = club;
    const body = { reason: 'Закрываемся', initiator: 'customer' as const };
    expect(await owner.asks(routes.terminateAccount, { params: { id }, body })).toMatchObject({
      effectiveOn: '2027-10-25',
    });
    await world.moveTo('2027-10-24T23:59:00+07:00');
    expect(await club.state()).toBe('active');
    await world.moveTo('2027-10-25T00:00:00+07:00');
    expect([await club.state(), await preview(club)]).toEqual(['terminated', '0.00 0.00 0.00']);
    expect(await owner.isRefused(routes.requestRefund, { params: { id } })).toMatchObject({
      code: 'refund_not_offered',
    });
  });

  it('10.3: when the seller leaves for a breach, at once and without anything back', async () => {
    const guest = await world.account('ООО «Рассылка»', { seller: 'alfa-crm' });
    await world.topUp(guest, '15000.00');
    await guest.connects(ACCESS, { tariff: 'start', period: 'P1Y', trial: false });
    await terminates(guest, 'seller', true);
    expect([await guest.state(), await preview(guest)]).toEqual(['terminated', '0.00 0.00 0.00']);
  });
});
