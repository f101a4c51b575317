import { routes, timelineKinds, type HappeningDto } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00' });
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  await world.moveTo('2027-06-02T10:00:00+03:00');
  await world.topUp(romashka, '250.00');
  await world.moveTo('2027-06-03T10:00:00+03:00');
  const support = await world.staff('support');
  await support.asks(routes.connectProduct, {
    params: { id: romashka.id },
    body: { productCode: 'chats', quantity: 1, period: 'P1M' },
  });
  await world.grants(romashka, '30.00', { reason: 'За ожидание' });
  await world.moveTo('2027-06-04T10:00:00+03:00');
  await romashka.ends('chats');
});
afterAll(() => world?.end());

const happened = async (query: Record<string, unknown> = {}): Promise<HappeningDto[]> => {
  const support = await world.staff('support');
  const { items } = await support.asks(routes.timeline, {
    params: { id: romashka.id },
    query: { limit: 200, ...query } as never,
  });
  return items;
};
const told = (items: HappeningDto[]) => items.map(({ kind, event }) => `${kind} ${event}`);

describe('«what happened?»: one list of an account', () => {
  it('holds money, papers, notices, subscriptions, amoCRM and acts of people, newest first', async () => {
    const items = await happened();
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(timelineKinds));
    const at = items.map((item) => item.at);
    expect(at).toEqual([...at].sort().reverse());
    expect(told(items)).toEqual(
      expect.arrayContaining([
        'amocrm installed',
        'amocrm person_appeared',
        'notices made',
        'money top_up',
        'documents issued',
        'subscriptions connected',
        'money charge',
        'money bonus_grant',
        'subscriptions ended',
        'subscriptions offer_accepted',
        'acts connectProduct',
      ]),
    );
  });

  it('says of each who did it, why, how much and what it is about', async () => {
    const items = await happened();
    const find = (event: string) => items.find((item) => item.event === event);
    expect(find('bonus_grant')).toMatchObject({
      actorName: 'Поддержка',
      reason: 'За ожидание',
      facts: { money: '0.00', bonus: '30.00', currency: 'RUB' },
      subject: { type: 'entry' },
    });
    expect(find('connected')).toMatchObject({
      facts: { productCode: 'chats', productName: 'Продукт chats' },
    });
    expect(find('issued')).toMatchObject({ subject: { type: 'document' }, facts: { number: 1 } });
    expect(find('ended')).toMatchObject({ dayOnly: true, facts: { because: 'by_hand' } });
    expect(items.find(({ event, kind }) => kind === 'acts' && event === 'connectProduct')).toMatchObject({
      actorName: 'Поддержка',
      facts: { productCode: 'chats', result: 'done', role: 'support' },
    });
    expect(find('made')!.facts['title']).toEqual(expect.any(String));
  });

  it('holds each thing once, and reads page by page exactly as at once', async () => {
    const support = await world.staff('support');
    const all = await happened();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const paged: HappeningDto[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await support.asks(routes.timeline, {
        params: { id: romashka.id },
        query: { limit: 3, ...(cursor ? { cursor } : {}) } as never,
      });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
  });

  it('tells of a bonus once: by its entry, and among acts alone by the act', async () => {
    const ofBonus = ({ event, facts }: HappeningDto) =>
      /bonus/i.test(event) || /bonus/.test(String(facts['noticeKind']));
    expect(told((await happened()).filter(ofBonus))).toEqual(['money bonus_grant']);
    expect(told((await happened({ kinds: 'acts' })).filter(ofBonus))).toEqual(['acts grantBonus']);
  });

  it('shows only the kinds asked for, and refuses one it does not know', async () => {
    expect(new Set((await happened({ kinds: 'money,amocrm' })).map(({ kind }) => kind))).toEqual(
      new Set(['money', 'amocrm']),
    );
    const support = await world.staff('support');
    const params = { id: romashka.id };
    expect(
      await support.isRefused(routes.timeline, { params, query: { kinds: 'weather' } as never }),
    ).toMatchObject({
      code: 'validation_failed',
    });
    expect(await romashka.owner.isRefused(routes.timeline, { params })).toMatchObject({ code: 'forbidden' });
  });

  it('of one account never shows another’s', async () => {
    const vector = await world.account('Вектор');
    const support = await world.staff('support');
    await support.asks(routes.grantBonus, {
      params: { id: vector.id },
      body: { amount: rub('7.77'), ground: 'support', reason: 'Вектору' },
    });
    expect((await happened()).some(({ reason }) => reason === 'Вектору')).toBe(false);
  });
});
