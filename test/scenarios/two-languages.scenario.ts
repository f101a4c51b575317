import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ mail: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
});

const titles = async (lang?: 'ru' | 'en') => {
  const { items } = await romashka.owner.asks(routes.widgetNotices, { query: { lang } });
  return items.map(({ title }) => title);
};

describe('a customer who reads English (rule 2.2.3 in either language)', () => {
  it('is answered by the widget in the language of its page, and in Russian while nothing is known', async () => {
    expect(await titles()).toContain('Rocket подключён');
    expect(await titles('en')).toContain('Rocket is connected');
    expect(await titles()).toContain('Rocket is connected');
    expect(await titles('ru')).toContain('Rocket подключён');
  });

  it('sees the banner of the widget in English too', async () => {
    await world.product('chats', { price: '100.00', name: 'Chats' });
    await world.grants(romashka, '100.00');
    await romashka.connects('chats');
    await world.moveTo('2027-07-02T09:00:00+03:00');
    const { banner } = await romashka.owner.asks(routes.widgetState, { query: { lang: 'en' } });
    expect(banner?.text).toBe('Suspended: “Chats”. Top up the balance to go on.');
  });

  it('is told which languages there are when it asks for another', async () => {
    const answer = await romashka.owner.sends('GET', '/widget/notices?lang=de');
    expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
  });
});

describe('the English name of a product', () => {
  const params = { code: 'chats' };
  const named = async (english: { name: string; summary?: string } | null) =>
    (await world.staff('administrator')).asks(routes.changeProduct, { params, body: { english } as never });

  it('is what readers of English see wherever a product is named, and nobody else', async () => {
    await world.product('chats', { price: '100.00', name: 'Чаты', summary: 'Все чаты' } as never);
    await romashka.givesRequisites({ emails: ['buh@romashka.example'] });
    await named({ name: 'Chats' });
    await world.grants(romashka, '100.00');
    await romashka.connects('chats');
    await world.moveTo('2027-07-02T09:00:00+03:00');
    expect((await titles('en'))[0]).toBe('“Chats” is suspended');
    expect((await titles('ru'))[0]).toBe('«Чаты» приостановлен');

    const { owner } = romashka;
    const at = { params: { id: romashka.id } };
    const catalogue = await owner.asks(routes.products, { query: { lang: 'en' } });
    const own = catalogue.items.find(({ code }) => code === 'chats')!;
    // What nobody wrote in English is said in Russian.
    expect([own.name, own.summary, own.english]).toEqual([
      'Chats',
      'Все чаты',
      { name: 'Chats', summary: null },
    ]);
    const [connected] = (await owner.asks(routes.subscriptions, { ...at, query: { lang: 'en' } })).items;
    expect(connected!.productName).toBe('Chats');
    expect((await owner.asks(routes.subscriptions, { ...at, query: {} })).items[0]!.productName).toBe('Чаты');
    const shelf = await owner.asks(routes.widgetShelf, { query: { lang: 'en' } });
    const item = shelf.items.find(({ code }) => code === 'chats')!;
    expect([item.name, item.subscription!.productName]).toEqual(['Chats', 'Chats']);

    // The last page of amoCRM was English, so the next letter is.
    await owner.asks(routes.widgetState, { query: { lang: 'en' } });
    world.mail.forget();
    await world.grants(romashka, '100.00');
    await world.moveTo('2027-07-02T10:00:00+03:00');
    expect(world.mail.letters.map(({ subject }) => subject)).toEqual(['“Chats” works again']);
  });

  it('is for administrators to give and to take away, and a description needs a name', async () => {
    await world.product('chats', { price: '100.00', name: 'Чаты' });
    expect((await named({ name: 'Chats', summary: 'All chats' })).english).toEqual({
      name: 'Chats',
      summary: 'All chats',
    });
    const administrator = await world.staff('administrator');
    const unnamed = { params, body: { english: { name: ' ', summary: 'All chats' } } };
    expect((await administrator.isRefused(routes.changeProduct, unnamed)).errors).toMatchObject([
      { path: 'english.name' },
    ]);
    expect(await administrator.isRefused(routes.changeProduct, { params, body: {} })).toMatchObject({
      status: 422,
    });
    expect((await named(null)).english).toBeNull();
    const support = await world.staff('support');
    expect(await support.isRefused(routes.changeProduct, { params, body: { english: null } })).toMatchObject({
      code: 'forbidden',
    });
  });
});
