import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
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
