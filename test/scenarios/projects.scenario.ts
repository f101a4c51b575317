import { randomUUID } from 'node:crypto';
import { routes, type OfferProfileDto, type ProjectDto } from '@rocket/contracts';
import { type Customer } from '../kit/customer';
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
const LIMIT = { unit: 'message', included: 10, per: 'P1D', over: 'drop' } as const;

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
  const body = { ...profile, code: 'qsockets', name: 'QSockets', terms: { ...terms, ...TERMS } };
  await administrator.asks(routes.createSeller, { body });
  await world.product('sockets', {
    seller: 'qsockets',
    price: '300.00',
    instances: 'projects',
    limits: [LIMIT],
  });
  program = await ProductProgram.of(world, 'sockets');
  romashka = await world.account('ООО «Ромашка»', { seller: 'qsockets' });
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
const connectsFor = ({ id }: ProjectDto) => romashka.connects('sockets', { project: id });
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
    expect((await romashka.cannotConnect('sockets')).code).toBe('project_required');
    await connectsFor(site);
    expect(await connectsFor(chat)).toMatchObject({ state: 'active', project: { id: chat.id, name: 'Чат' } });
    expect((await romashka.cannotConnect('sockets', { project: chat.id })).detail).toContain('«Чат»');
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
    const [stranger] = [await world.account('ООО «Чужие»', { seller: 'qsockets' })];
    expect((await stranger!.owner.isRefused(routes.projects, { params })).status).toBe(404);
  });
});
