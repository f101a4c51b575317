import { routes, type AppointmentDto, type ServicePackageDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { textOf } from '../kit/paper';
import type { Person } from '../kit/person';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';
import { loadOffer, type Offer } from './load-offer';
import { lastOf, packagesOf, standing, takesMoney } from './held-packages';

/** The offer of Astars from buying a package to giving one back; clause numbers are its own. */
const SERVICES = 'astars-packages';
const PARTNER = 'jet-money';

let world: World;
let offer: Offer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-03-01T10:00:00+03:00');
  offer = await loadOffer(world, 'astars');
  await takesMoney(world, 'astars');
});
afterAll(() => world?.end());

const client = (name: string): Promise<Customer> =>
  world.account(name, { seller: 'astars', partner: PARTNER });
const packageOf = (tariff: string) => offer.products[0]!.prices.find((price) => price.tariff === tariff)!;
const buys = (who: Customer, tariff: string) =>
  who.connects(SERVICES, { tariff, period: packageOf(tariff).period });

describe('what is sold', () => {
  it('App. 1, 1: the list is for customers of the partner: others neither see nor buy it', async () => {
    const [jet, stranger] = [
      await client('Анна Звёздная'),
      await world.account('Чужой', { seller: 'astars' }),
    ];
    const seenBy = async (who: Customer['owner']) =>
      (await who.asks(routes.products, { query: { seller: 'astars' } })).items.map(({ code }) => code);
    expect([await seenBy(jet.owner), await seenBy(stranger.owner), await seenBy(world.stranger)]).toEqual([
      [SERVICES],
      [],
      [],
    ]);
    await world.topUp(stranger, '20000.00');
    const refused = await stranger.cannotConnect(SERVICES, { tariff: 'star1' });
    expect(refused).toMatchObject({ status: 409, code: 'not_for_this_customer' });
    const manager = await world.staff('account_manager');
    const params = { id: stranger.id };
    expect(
      await manager.isRefused(routes.setPartner, { params, body: { partner: 'other-bank' } }),
    ).toMatchObject({ code: 'partner_unknown', known: [PARTNER] });
    await manager.asks(routes.setPartner, { params, body: { partner: PARTNER } });
    expect(await buys(stranger, 'star1')).toMatchObject({ state: 'active', tariff: { name: 'STAR1' } });
  });
});

describe('the term', () => {
  it('3.4, 6.1: twenty-one days, one month and three months from the day after payment', async () => {
    const anna = await client('Анна Звёздная');
    await world.topUp(anna, '40000.00');
    const till = async (tariff: string) => (await buys(anna, tariff)).paidUntil;
    expect([await till('star4-plus'), await till('star7'), await till('star3-3')]).toEqual([
      localDate('2027-03-22'),
      localDate('2027-04-01'),
      localDate('2027-06-01'),
    ]);
    const renewed = await anna.cannotConnect(SERVICES, { tariff: 'star7', autoRenew: true });
    expect(renewed.code).toBe('auto_renewal_not_offered');
  });

  it('2.5: one payment for the whole package, and nothing is sold without it', async () => {
    const { code } = await (await client('Без денег')).cannotConnect(SERVICES, { tariff: 'star1' });
    expect(code).toBe('insufficient_balance');
  });
});

describe('a service', () => {
  let anna: Customer;
  let back: Person;
  let bought: ServicePackageDto;
  const mine = () => ({ id: anna.id });
  const asks = (unit: string, at?: string): Promise<AppointmentDto> =>
    anna.owner.asks(routes.requestService, {
      params: mine(),
      body: { subscriptionId: bought.subscriptionId, unit, ...(at ? { at } : {}) },
    });
  const isRefused = async (unit: string, at?: string): Promise<string> => {
    const body = { subscriptionId: bought.subscriptionId, unit, ...(at ? { at } : {}) };
    return (await anna.owner.isRefused(routes.requestService, { params: mine(), body })).code;
  };
  const cancels = ({ id }: AppointmentDto) =>
    anna.owner.asks(routes.cancelAppointment, { params: { ...mine(), appointmentId: id } });
  beforeAll(async () => {
    await world.moveTo('2027-03-10T10:00:00+03:00');
    anna = await client('Анна Звёздная');
    await world.topUp(anna, '30000.00');
    await buys(anna, 'star8-3');
    bought = await lastOf(anna);
    back = (await ProductProgram.of(world, SERVICES)).caller;
  });

  it('1, 3.1: the payment gives a certificate with a number, what it holds and its term', async () => {
    expect(bought).toMatchObject({
      tariff: { name: 'STAR8_3' },
      state: 'waiting',
      startsOn: '2027-03-11',
      lastDay: '2027-06-10',
      certificate: { issuedOn: '2027-03-10', holder: null, mayPassUntil: '2027-04-10' },
    });
    expect(bought.certificate!.number).toMatch(/^2027-\d{6}$/);
    expect(bought.services.map(({ named, included }) => `${named!.name}: ${included}`)).toEqual([
      'Экспресс ответ: 4',
      'Базовая консультация астролога: 3',
      'Электив — подбор даты для важного события: 2',
      'Солнце-зажигающие действия (СЗД): 2',
      'Консультация «Деньги»: 1',
    ]);
  });

  it('5.3.1: is rendered from 09:00 to 21:00 in Moscow, at a time agreed beforehand, within the term', async () => {
    const refused = (at: string) => isRefused('money', `2027-${at}:00+03:00`);
    expect([await refused('03-12T08:59'), await refused('03-12T21:00')]).toEqual(
      Array(2).fill('appointment_outside_hours'),
    );
    expect([await refused('03-10T20:00'), await refused('06-11T10:00')]).toEqual(
      Array(2).fill('appointment_outside_term'),
    );
    expect(await refused('03-10T09:00')).toBe('appointment_in_the_past');
    expect(await asks('money', '2027-06-10T20:59:00+03:00')).toMatchObject({
      state: 'scheduled',
      freeUntil: '2027-06-09T17:59:00.000Z',
    });
  });

  it('5.3.5.3: none left, what is asked for and not yet rendered included, and it is refused', async () => {
    expect([await isRefused('money'), await isRefused('tarot')]).toEqual([
      'services_spent',
      'unit_not_metered',
    ]);
  });

  it('5.3.8: given up or moved twenty-four hours before, it costs nothing', async () => {
    const one = await asks('consultation', '2027-03-12T12:00:00+03:00');
    await world.moveTo('2027-03-11T12:00:00+03:00');
    const moved = await anna.owner.asks(routes.moveAppointment, {
      params: { ...mine(), appointmentId: one.id },
      body: { at: '2027-03-12T15:00:00+03:00' },
    });
    expect(moved).toMatchObject({ state: 'scheduled', at: '2027-03-12T12:00:00.000Z' });
    await world.moveTo('2027-03-11T15:00:00+03:00');
    expect(await cancels(one)).toMatchObject({ state: 'cancelled', why: null });
    expect(standing(await lastOf(anna))).toBe(
      'express 4/0/0, consultation 3/0/0, election 2/0/0, sun 2/0/0, money 0/0/1',
    );
  });

  it('5.3.9.1: given up later it counts as rendered, and it cannot be moved any more', async () => {
    const one = await asks('consultation', '2027-03-12T15:00:00+03:00');
    await world.moveTo('2027-03-11T15:00:01+03:00');
    const params = { ...mine(), appointmentId: one.id };
    expect(
      await anna.owner.isRefused(routes.moveAppointment, {
        params,
        body: { at: '2027-03-15T12:00:00+03:00' },
      }),
    ).toMatchObject({ status: 409, code: 'appointment_too_late', freeUntil: '2027-03-11T12:00:00.000Z' });
    expect(await cancels(one)).toMatchObject({ state: 'forfeited', why: 'late' });
    expect(await cancels(one)).toMatchObject({ state: 'forfeited', why: 'late' });
    expect(standing(await lastOf(anna))).toContain('consultation 2/1/0');
  });

  it('5.3.9.2: missed without a word it counts as rendered, not before its time has come', async () => {
    const { id } = await asks('election', '2027-03-12T10:00:00+03:00');
    expect((await back.isRefused(routes.missAppointment, { params: { id } })).code).toBe(
      'appointment_not_begun',
    );
    await world.moveTo('2027-03-12T10:30:00+03:00');
    expect(await back.asks(routes.missAppointment, { params: { id } })).toMatchObject({
      state: 'forfeited',
      why: 'missed',
    });
    expect(standing(await lastOf(anna))).toContain('election 1/1/0');
  });

  it('5.3.10: given up by the specialist, it comes back and the customer is told', async () => {
    const { id } = await asks('sun', '2027-03-12T12:00:00+03:00');
    const body = { by: 'specialist' as const };
    expect(await back.asks(routes.giveUpAppointment, { params: { id }, body })).toMatchObject({
      state: 'cancelled',
    });
    expect(standing(await lastOf(anna))).toContain('sun 2/0/0');
    expect(await anna.notices('appointment_changed')).toMatchObject([
      { title: 'Запись отменена: Солнце-зажигающие действия (СЗД)' },
      { title: 'Запись пропущена: Электив — подбор даты для важного события' },
      { title: 'Запись отменена поздно: Базовая консультация астролога' },
    ]);
  });

  it('4.5, 5.3.11: rendered to whoever names the number, and written off only then, with a notice', async () => {
    const { number } = bought.certificate!;
    expect((await back.isRefused(routes.certificate, { params: { number: '2027-999999' } })).code).toBe(
      'not_found',
    );
    expect((await anna.owner.isRefused(routes.certificate, { params: { number } })).code).toBe('forbidden');
    const { id } = await back.asks(routes.requestServiceByCertificate, {
      body: { certificate: number, unit: 'express', about: 'Стоит ли менять работу?' },
    });
    expect(standing(await back.asks(routes.certificate, { params: { number } }))).toContain('express 3/0/1');
    for (let again = 0; again < 2; again += 1) await back.asks(routes.renderAppointment, { params: { id } });
    expect(standing(await lastOf(anna))).toContain('express 3/1/0');
    expect(await anna.notices('service_rendered')).toMatchObject([
      {
        title: 'Услуга оказана: Экспресс ответ',
        text: 'Она списана с пакета «Консультации Астарс» (STAR8_3).',
      },
    ]);
  });
});

describe('a certificate', () => {
  it('1, 3.1: has a paper with the same number, what it gives and to whom, without any requisites', async () => {
    const gift = await client('Даритель');
    await world.topUp(gift, '40000.00');
    await gift.connects(SERVICES, {
      tariff: 'star19',
      period: 'P1M',
      holder: { name: 'Вера Луна', contact: '+7 900 000-00-00' },
    });
    await world.moveTo('2027-03-12T11:00:00+03:00');
    const { certificate } = await lastOf(gift);
    const [paper, ...others] = await gift.documents('certificate');
    expect(others).toEqual([]);
    expect(paper).toMatchObject({ number: certificate!.number, id: certificate!.documentId });
    const text = textOf(await gift.owner.downloads(paper!.files.pdf!)) ?? '';
    if (text !== '')
      for (const said of [
        certificate!.number,
        'STAR19',
        'Вера Луна',
        'Экспресс ответ',
        '13.03.2027–12.04.2027',
      ])
        expect(text).toContain(said);
    expect(await gift.notices('profile_required')).toEqual([]);
  });

  it('3.1: bought for a third person, it serves that person and not the account', async () => {
    const gift = await client('Даритель');
    await world.topUp(gift, '20000.00');
    const bought = await gift.connects(SERVICES, {
      tariff: 'star1',
      period: 'P1M',
      holder: { name: 'Вера Луна', contact: null },
    });
    const { certificate } = await lastOf(gift);
    const program = await ProductProgram.of(world, SERVICES);
    const body = { subscriptionId: bought.id, unit: 'sun' };
    expect(
      await gift.owner.isRefused(routes.requestService, { params: { id: gift.id }, body }),
    ).toMatchObject({ status: 409, code: 'not_the_holder' });
    expect(await program.entitlement(gift)).toMatchObject({ entitled: false, state: 'none', limits: [] });
    const { number } = certificate!;
    expect(await program.caller.asks(routes.certificate, { params: { number } })).toMatchObject({
      account: gift.account.amocrmAccountId,
      certificate: { holder: { name: 'Вера Луна' } },
    });
    await program.caller.asks(routes.requestServiceByCertificate, {
      body: { certificate: number, unit: 'sun' },
    });
  });

  it('3.10, 3.11: is passed on whole, with what is left, within a month; then the account neither uses nor returns it', async () => {
    const boris = await client('Борис Марс');
    await world.topUp(boris, '40000.00');
    const bought = await buys(boris, 'star10-3');
    const late = await buys(boris, 'star2-3');
    const program = await ProductProgram.of(world, SERVICES);
    const [, { certificate }] = (await packagesOf(boris)) as [unknown, ServicePackageDto];
    await world.moveTo('2027-03-15T12:00:00+03:00');
    const { id } = await program.caller.asks(routes.requestServiceByCertificate, {
      body: { certificate: certificate!.number, unit: 'express' },
    });
    await program.caller.asks(routes.renderAppointment, { params: { id } });
    const passes = (certificateId: string) => ({
      params: { id: boris.id, certificateId },
      body: { name: 'Глеб Сатурн', contact: 'gleb@example.com' },
    });
    const passed = await boris.owner.asks(routes.passCertificate, passes(certificate!.id));
    expect(passed).toMatchObject({
      certificate: { holder: { name: 'Глеб Сатурн' }, passedOn: '2027-03-15' },
      services: [{ unit: 'express', left: 4, used: 1 }, {}, {}, {}, {}],
    });
    const usage = { subscriptionId: bought.id, unit: 'express' };
    const params = { id: boris.id };
    expect((await boris.owner.isRefused(routes.requestService, { params, body: usage })).code).toBe(
      'not_the_holder',
    );
    expect((await boris.owner.isRefused(routes.passCertificate, passes(certificate!.id))).code).toBe(
      'not_the_holder',
    );
    expect(
      (await boris.owner.isRefused(routes.requestRefund, { params, body: { subscriptionId: bought.id } }))
        .code,
    ).toBe('not_the_holder');
    await program.caller.asks(routes.requestServiceByCertificate, {
      body: { certificate: certificate!.number, unit: 'express' },
    });
    // What the account says it used is taken from its own packages alone: one express answer is left there.
    await program.counts(boris, 'express', 1);
    expect(await program.isRefused(boris, 'express', 1)).toMatchObject({ code: 'limit_exceeded', limit: 1 });
    expect(await boris.notices('certificate_passed')).toHaveLength(1);
    await world.moveTo('2027-04-13T09:00:00+03:00');
    const other = (await packagesOf(boris)).find((one) => one.subscriptionId === late.id)!.certificate!;
    expect(other.mayPassUntil).toBeNull();
    expect(await boris.owner.isRefused(routes.passCertificate, passes(other.id))).toMatchObject({
      status: 409,
      code: 'not_passable',
      until: '2027-04-12',
    });
  });
});

describe('money back', () => {
  const back = (who: Customer, subscriptionId: string) =>
    who.owner.asks(routes.requestRefund, { params: { id: who.id }, body: { subscriptionId } });
  const isRefused = async (who: Customer, subscriptionId: string) => {
    const { code, grounds } = await who.owner.isRefused(routes.requestRefund, {
      params: { id: who.id },
      body: { subscriptionId },
    });
    return `${code} ${String(grounds)}`;
  };
  let dina: Customer;
  let first: string;
  let second: string;
  let short: string;
  beforeAll(async () => {
    await world.moveTo('2027-05-03T10:00:00+03:00');
    dina = await client('Дина Вега');
    await world.topUp(dina, '30000.00');
    first = (await buys(dina, 'star3-3')).id;
    second = (await buys(dina, 'star1-3')).id;
    short = (await buys(dina, 'star1-plus')).id;
  });

  it('3.5: one request, and the money stays; 3.8.1: used, the same; given up in time it was not used', async () => {
    const params = { id: dina.id };
    const body = { subscriptionId: second, unit: 'express' };
    const { id } = await dina.owner.asks(routes.requestService, { params, body });
    expect(await isRefused(dina, second)).toBe('refund_not_offered was_used');
    await dina.owner.asks(routes.cancelAppointment, { params: { ...params, appointmentId: id } });
    const preview = { params, query: { subscriptionId: second } };
    expect(await dina.owner.asks(routes.refundPreview, preview)).toMatchObject({
      amount: { amount: '6000.00' },
      needs: [],
      lines: [{ ground: 'unused' }],
    });
  });

  it('3.6, 3.8.1: not when its term is over', async () => {
    await world.moveTo('2027-05-25T10:00:00+03:00');
    expect(await isRefused(dina, short)).toContain('refund_not_offered');
  });

  it('3.8.1, 3.8.2.3: in full within thirty days, the day of purchase not counted; seven working days to compute it', async () => {
    // Wednesday: received on Thursday 3 June; seven working days more, without 12–14 June, are the 15th.
    await world.moveTo('2027-06-02T23:30:00+03:00');
    const refund = await back(dina, first);
    expect(refund).toMatchObject({
      amount: { amount: '11000.00' },
      fromBalance: { amount: '0.00' },
      state: 'approved',
      subscriptionId: first,
      computeBy: '2027-06-15',
    });
    expect(
      (
        await dina.owner.isRefused(routes.requestService, {
          params: { id: dina.id },
          body: { subscriptionId: first, unit: 'express' },
        })
      ).code,
    ).toBe('refund_under_way');
    const before = await dina.balance();
    const accountant = await world.staff('accountant');
    await accountant.asks(routes.payRefund, { params: { id: refund.id } });
    expect([await dina.balance(), (await dina.journal()).slice(-2)]).toEqual([
      before,
      ['2027-06-02 correction 11000.00', '2027-06-02 refund -11000.00'],
    ]);
    const given = (await packagesOf(dina)).find((one) => one.subscriptionId === first);
    expect(given).toMatchObject({ state: 'ended', isGivenBack: false });
    expect(await isRefused(dina, first)).toContain('refund_not_offered');
  });

  it('3.8.1: not on the thirty-first day', async () => {
    await world.moveTo('2027-06-03T00:30:00+03:00');
    expect(await isRefused(dina, second)).toBe('refund_not_offered too_late');
  });
});
