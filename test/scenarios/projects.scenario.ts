import { randomUUID } from 'node:crypto';
import { routes, type OfferProfileDto, type ProjectDto } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';

/** The terms of the offer of QSockets that projects stand on: paid ahead by hand, for each project, nothing comes back. */
const TERMS: Partial<OfferProfileDto['terms']> = {
  version: '2026-04-30',
  trialDays: 0,
  periods: ['P1M', 'P3M', 'P9M', 'P1Y'],
  autoRenewal: false,
  proration: 'none',
  topUpBonus: [],
};
const messages = (included: number) => [{ unit: 'message', included, per: 'P1D', over: 'drop' } as const];
const TARIFFS = [
  { code: 'free', name: 'Бесплатный', price: '0.00', limits: messages(2) },
  { code: 'start', name: 'Старт', price: '300.00', limits: messages(10) },
  { code: 'pro', name: 'Про', price: '900.00', limits: messages(50) },
];

let world: World;
let romashka: Customer;
let administrator: Person;
let program: ProductProgram;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-03-10T09:00:00+03:00');
  administrator = await world.staff('administrator');
  const { terms, ...profile } = await world.stranger.asks(routes.sellerProfile, {
    params: { code: 'rocket-sales' },
  });
  const body = { ...profile, code: 'another-seller', name: 'Другой продавец', terms: { ...terms, ...TERMS } };
  await administrator.asks(routes.createSeller, { body });
  await administrator.asks(routes.createProduct, {
    body: {
      code: 'sockets',
      name: 'Сокеты',
      kind: 'service',
      seller: 'another-seller',
      tariffUnit: 'Проект',
      instances: 'projects',
      tariffs: TARIFFS.map(({ code, name }) => ({ code, name, english: null })),
      freePlan: { activeInstances: 1 },
    },
  });
  for (const { code: tariff, price, limits } of TARIFFS)
    await administrator.asks(routes.addPrice, {
      params: { code: 'sockets' },
      body: { tariff, period: 'P1M', unitPrice: rub(price), validFrom: await world.today(), limits },
    });
  program = await ProductProgram.of(world, 'sockets');
  romashka = await world.account('ООО «Ромашка»', { seller: 'another-seller' });
  await world.topUp(romashka, '5000.00');
});
afterAll(() => world?.end());

const creates = (name: string): Promise<ProjectDto> =>
  romashka.owner.asks(routes.createProject, {
    params: { id: romashka.id },
    body: { productCode: 'sockets', name },
  });
const projectsOf = async (): Promise<ProjectDto[]> =>
  (await romashka.owner.asks(routes.projects, { params: { id: romashka.id } })).items;
const connectsFor = ({ id }: ProjectDto, tariff = 'start') =>
  romashka.connects('sockets', { project: id, tariff });
const account = () => romashka.account.amocrmAccountId;
const used = async ({ id }: ProjectDto, quantity: number) =>
  program.caller.asks(routes.recordUsage, {
    body: {
      account: account(),
      project: id,
      unit: 'message',
      quantity,
      at: (await world.now()).toISOString(),
    },
  });
const mayUse = ({ id }: ProjectDto) =>
  program.caller.asks(routes.entitlement, { query: { account: account(), project: id } });
const takesToken = ({ id }: ProjectDto, overlapHours?: number) =>
  romashka.owner.asks(routes.issueProjectToken, {
    params: { id: romashka.id, projectId: id },
    body: overlapHours === undefined ? {} : { overlapHours },
  });
const shows = (token: string) => program.caller.asks(routes.entitlementByToken, { body: { token } });
const isUnknown = async (token: string) =>
  (await program.caller.isRefused(routes.entitlementByToken, { body: { token } })).code;

describe('projects of a product (QSockets 2.4, 3.3, 4.2.4)', () => {
  let site: ProjectDto;
  let chat: ProjectDto;

  it('are paid one by one, and what one of them uses is never taken from another', async () => {
    site = await creates('Сайт');
    chat = await creates('Чат');
    expect((await romashka.cannotConnect('sockets', { tariff: 'start' })).code).toBe('project_required');
    await connectsFor(site);
    expect(await connectsFor(chat)).toMatchObject({ state: 'active', project: { id: chat.id, name: 'Чат' } });
    expect((await romashka.cannotConnect('sockets', { project: chat.id, tariff: 'start' })).detail).toContain(
      '«Чат»',
    );
    expect(await romashka.journal('charge')).toEqual([
      '2027-03-10 charge -300.00',
      '2027-03-10 charge -300.00',
    ]);

    expect(await used(site, 10)).toEqual({ accepted: true, used: 10, limit: 10 });
    expect(await used(site, 1)).toEqual({ accepted: false, used: 10, limit: 10 });
    expect(await used(chat, 4)).toEqual({ accepted: true, used: 4, limit: 10 });
    expect((await mayUse(site)).limits).toMatchObject([{ used: 10, limit: 10 }]);
    expect((await mayUse(chat)).limits).toMatchObject([{ used: 4, limit: 10 }]);
    const { items } = await romashka.owner.asks(routes.accountUsage, { params: { id: romashka.id } });
    expect(items.map(({ project, limits }) => [project?.name, limits[0]!.used])).toEqual([
      ['Сайт', 10],
      ['Чат', 4],
    ]);
  });

  it('have a sentence for a question, or use, that names no project or a wrong one', async () => {
    expect(await program.entitlement(romashka)).toMatchObject({ entitled: false, state: 'none' });
    expect((await program.isRefused(romashka, 'message', 1)).code).toBe('project_required');
    const at = (await world.now()).toISOString();
    const event = { account: account(), unit: 'message', quantity: 1, at };
    const key = randomUUID();
    const { items } = await program.caller.asks(routes.recordUsageBatch, {
      body: {
        events: [
          { ...event, key, project: chat.id },
          { ...event, key, project: site.id },
          { ...event, key: randomUUID(), project: randomUUID() },
          { ...event, key: randomUUID() },
        ],
      },
    });
    expect(items.map(({ accepted, code }) => code ?? accepted)).toEqual([
      true,
      'idempotency_key_reused',
      'project_unknown',
      'project_required',
    ]);
  });

  it('have a token each: given with the tariff and shown once, changed without a break, over with the project', async () => {
    const draft = await creates('Черновик');
    const tooEarly = await romashka.owner.isRefused(routes.issueProjectToken, {
      params: { id: romashka.id, projectId: draft.id },
      body: {},
    });
    expect(tooEarly.code).toBe('project_not_active');

    const { token: first } = await takesToken(site);
    expect(await shows(first)).toMatchObject({ entitled: true, account: account(), project: site.id });
    const { token: second } = await takesToken(site, 2);
    expect((await shows(first)).project).toBe(site.id);
    const mine = (await projectsOf()).find(({ id }) => id === site.id)!;
    expect(mine.tokens.map(({ lastFour }) => lastFour)).toEqual([second.slice(-4), first.slice(-4)]);
    expect(JSON.stringify(mine)).not.toContain(second);
    await world.moveTo('2027-03-10T11:00:00+03:00');
    expect(await isUnknown(first)).toBe('not_found');
    expect((await shows(second)).entitled).toBe(true);
    await world.product('others', { price: '1.00' });
    const stranger = await ProductProgram.of(world, 'others');
    const body = { token: second };
    expect((await stranger.caller.isRefused(routes.entitlementByToken, { body })).code).toBe('not_found');
    const balance = await romashka.balance();
    const params = { id: romashka.id, projectId: site.id };
    await romashka.owner.asks(routes.deleteProject, { params });
    expect(await isUnknown(second)).toBe('not_found');
    expect(await mayUse(site)).toMatchObject({ entitled: false, state: 'ended' });
    expect(await romashka.balance()).toBe(balance);
    expect((await mayUse(chat)).entitled).toBe(true);
    expect((await projectsOf()).map(({ name }) => name)).toEqual(['Черновик', 'Чат']);
    const [last] = await romashka.entries('charge');
    expect(last!.subject).toMatchObject({ type: 'subscription', project: 'Сайт' });
  });

  it('are told apart by their names, which may be changed', async () => {
    const params = { id: romashka.id, projectId: chat.id };
    const renamed = await romashka.owner.asks(routes.changeProject, { params, body: { name: 'Поддержка' } });
    expect(renamed.name).toBe('Поддержка');
    const taken = await romashka.owner.isRefused(routes.changeProject, {
      params,
      body: { name: 'ЧЕРНОВИК' },
    });
    expect(taken.code).toBe('project_name_taken');
    // Papers name projects: what they have no letter for is refused by the field.
    const unprintable = {
      status: 422,
      errors: [{ path: 'name', message: 'В документах таких знаков нет, уберите: 🚀' }],
    };
    const name = 'Запуск 🚀';
    expect(await romashka.owner.isRefused(routes.changeProject, { params, body: { name } })).toMatchObject(
      unprintable,
    );
    expect(
      await romashka.owner.isRefused(routes.createProject, {
        params,
        body: { productCode: 'sockets', name },
      }),
    ).toMatchObject(unprintable);
    const [stranger] = [await world.account('ООО «Чужие»', { seller: 'another-seller' })];
    expect((await stranger!.owner.isRefused(routes.projects, { params })).status).toBe(404);
  });
});

describe('tariffs of a product (QSockets 4.1.3, 4.3.2.1)', () => {
  let shop: ProjectDto;
  const changeOf = async (tariff: string) => {
    const { subscription } = (await projectsOf()).find(({ id }) => id === shop.id)!;
    return { params: { id: subscription!.id }, body: { tariff } };
  };
  const changes = async (tariff: string) =>
    romashka.owner.asks(routes.changeSubscription, await changeOf(tariff));

  it('one is named, and its limits are raised inside the paid period for the difference, at once', async () => {
    shop = await creates('Магазин');
    const unnamed = await romashka.cannotConnect('sockets', { project: shop.id });
    expect(unnamed).toMatchObject({ code: 'tariff_required', errors: [{ path: 'tariff' }] });
    expect(await connectsFor(shop)).toMatchObject({ tariff: { code: 'start', name: 'Старт' } });
    await used(shop, 10);
    expect((await used(shop, 1)).accepted).toBe(false);
    const before = (await romashka.entries('charge')).length;
    const change = await changeOf('pro');
    const query = change.body;
    const quote = await romashka.owner.asks(routes.changeQuote, { params: change.params, query });
    expect(quote).toMatchObject({ chargedNow: rub('600.00'), cost: rub('900.00'), paidUntil: '2027-04-09' });
    expect(await changes('pro')).toMatchObject({ tariff: { code: 'pro' }, paidUntil: '2027-04-09' });
    expect((await romashka.journal('charge')).slice(before)).toEqual(['2027-03-10 charge -600.00']);
    expect(await used(shop, 1)).toEqual({ accepted: true, used: 11, limit: 50 });
    expect(await mayUse(shop)).toMatchObject({ tariff: 'pro', limits: [{ used: 11, limit: 50 }] });
    // The offer gives nothing back, and what the period was paid for is not charged again.
    const balance = await romashka.balance();
    expect(await changes('start')).toMatchObject({ cost: rub('300.00'), credit: rub('0.00') });
    await changes('pro');
    expect(await romashka.balance()).toBe(balance);
  });

  it('where the offer prorates, the days left are charged, and carried back', async () => {
    await administrator.asks(routes.createProduct, {
      body: {
        code: 'by-days',
        name: 'По дням',
        kind: 'service',
        seller: 'rocket-sales',
        tariffUnit: 'Аккаунт',
        trialDays: 0,
        tariffs: TARIFFS.map(({ code, name }) => ({ code, name, english: null })),
      },
    });
    for (const { code: tariff, price } of TARIFFS)
      await administrator.asks(routes.addPrice, {
        params: { code: 'by-days' },
        body: { tariff, period: 'P21D', unitPrice: rub(price), validFrom: await world.today() },
      });
    const lutik = await world.account('ООО «Лютик»');
    await world.topUp(lutik, '1000.00');
    await lutik.connects('by-days', { tariff: 'start', period: 'P21D' });
    await world.moveTo('2027-03-17T09:00:00+03:00');
    await lutik.changes('by-days', { tariff: 'pro' });
    expect(await lutik.journal('charge')).toEqual(['2027-03-10 charge -300.00', '2027-03-17 charge -400.00']);
    expect(await lutik.changes('by-days', { tariff: 'start' })).toMatchObject({ credit: rub('400.00') });
    const [day] = (await lutik.forecast('2027-03-31')).items;
    expect(day ?? null).toMatchObject({ date: '2027-03-31', total: rub('0.00') });
  });
});

describe('a free plan (QSockets 4.4)', () => {
  it('is for one active project, costs nothing, leaves no paper, and goes on by itself', async () => {
    const [first, second] = [await creates('Первый'), await creates('Второй')];
    const charges = await romashka.journal('charge');
    expect(await connectsFor(first, 'free')).toMatchObject({ state: 'active', autoRenew: true });
    const again = { project: second.id, tariff: 'free' };
    const refused = await romashka.cannotConnect('sockets', again);
    expect(refused).toMatchObject({ code: 'free_plan_taken', status: 409 });
    expect(refused.detail).toContain('«Первый»');
    await connectsFor(second, 'start');
    const mine = (await projectsOf()).find(({ id }) => id === second.id)!.subscription!;
    const lower = { params: { id: mine.id }, body: { tariff: 'free' } };
    expect((await romashka.owner.isRefused(routes.changeSubscription, lower)).code).toBe('free_plan_taken');

    await world.moveTo('2027-05-20T09:00:00+03:00');
    expect((await mayUse(first)).entitled).toBe(true);
    expect((await mayUse(second)).entitled).toBe(false);
    expect(await romashka.journal('charge')).toEqual([...charges, '2027-03-17 charge -300.00']);
    // What was free has paid for no period: the paid one begins with the payment (4.2.1).
    const { subscription } = (await projectsOf()).find(({ id }) => id === first.id)!;
    const raise = { params: { id: subscription!.id }, body: { tariff: 'start' } };
    await world.topUp(romashka, '1000.00');
    expect(await romashka.owner.asks(routes.changeSubscription, raise)).toMatchObject({
      paidUntil: '2027-06-19',
      autoRenew: false,
    });
    expect((await connectsFor(second, 'free')).state).toBe('active');
  });
});

describe('a change of tariff by days', () => {
  it('the days left are reckoned from unit prices to the ninth digit, and rounded once', async () => {
    const fine = [
      { code: 'start', name: 'Старт', price: '100.004' },
      { code: 'pro', name: 'Про', price: '200.006' },
    ];
    const tariffs = fine.map(({ code, name }) => ({ code, name, english: null }));
    const product = { code: 'fine', name: 'Тонкий', kind: 'service' as const, seller: 'rocket-sales' };
    await administrator.asks(routes.createProduct, {
      body: { ...product, tariffUnit: 'Аккаунт', trialDays: 0, tariffs },
    });
    for (const { code: tariff, price } of fine)
      await administrator.asks(routes.addPrice, {
        params: { code: 'fine' },
        body: { tariff, period: 'P14D', unitPrice: rub(price), validFrom: await world.today() },
      });
    const astra = await world.account('ООО «Астра»');
    await world.topUp(astra, '1000.00');
    await astra.connects('fine', { tariff: 'start', period: 'P14D' });
    await world.moveTo('2027-05-27T09:00:00+03:00');
    // 200.01 less 100.00, as they were posted, would make it 50.01.
    await astra.changes('fine', { tariff: 'pro' });
    expect(await astra.journal('charge')).toEqual(['2027-05-20 charge -100.00', '2027-05-27 charge -50.00']);
  });
});
