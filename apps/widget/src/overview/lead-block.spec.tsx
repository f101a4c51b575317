import { fireEvent, waitFor, within } from '@testing-library/preact';
import { localDate } from '@rocket/kernel';
import { aProduct, aState, inside, rub } from '../../test/outside';
import { Visit } from '../../test/visit';

let visit: Visit;
beforeEach(async () => {
  visit = await Visit.begin();
  document.body.innerHTML = '<aside id="column"></aside>';
});
afterEach(() => visit.end());

const column = () => document.getElementById('column')!;
let area = 'lcard';
/** amoCRM in a lead's card: it makes a block with a caption in the column, and puts what it was given into it. */
const inCard = {
  system: () => ({ area, domain: 'romashka.amocrm.ru' }),
  render_template: ({ render }: { render: string }) => {
    column().innerHTML = `<section class="card-widgets__widget-rocket">${render}</section>`;
  },
};
const block = () => within(inside(column().querySelector('section [data-rocket-card]')!, 'card'));
const guests = () => document.querySelectorAll('[data-rocket-widget="card"]').length;
beforeEach(() => (area = 'lcard'));

describe('the block in the card of a lead', () => {
  it('says the balance, until when it lasts, and of each product until when it works', async () => {
    visit.server.state = aState({
      products: [
        aProduct(1, { productName: 'Чаты' }),
        aProduct(2, { productName: 'Отчёт', state: 'trial', trialEndsOn: localDate('2026-12-01') }),
        aProduct(3, { productName: 'Телефония', state: 'suspended' }),
        aProduct(4, { productName: 'Прежний', state: 'ended' }),
      ],
    });
    await visit.enter(inCard);
    expect(await block().findByText(/^5\s000,00\s₽$/)).toBeInTheDocument();
    block().getByText(/бонусы 500,00\s₽ · хватит до 14.12.2026/);
    const items = block().getAllByRole('listitem');
    expect(items.map((item) => item.textContent)).toEqual([
      'ЧатыРаботаетоплачен до 14.12.2026',
      'ОтчётПробный периодбесплатно до 01.12.2026',
      'ТелефонияПриостановленвозобновится после пополнения',
    ]);
    block().getByRole('button', { name: 'Все продукты' });
  });

  it('promises nothing of a top-up to an account that staff have suspended (rule 17)', async () => {
    const { account } = aState();
    visit.server.state = aState({
      account: { ...account, state: 'suspended', blockedFor: 'staff' },
      products: [aProduct(3, { productName: 'Телефония', state: 'suspended' })],
    });
    await visit.enter(inCard);
    await block().findByText('Телефония');
    expect(block().getByRole('listitem').textContent).toBe('ТелефонияПриостановлен');
  });

  it('leads nobody to a top-up once the contract is over (rule 23)', async () => {
    const { account } = aState();
    visit.server.state = aState({ account: { ...account, state: 'terminated' }, products: [] });
    await visit.enter(inCard);
    await block().findByRole('button', { name: 'Все продукты' });
    expect(block().queryByRole('button', { name: 'Пополнить баланс' })).toBeNull();
  });

  it('shows the first five and says how many more there are', async () => {
    visit.server.state = aState({ products: [1, 2, 3, 4, 5, 6, 7].map((number) => aProduct(number)) });
    await visit.enter(inCard);
    await block().findByText('и ещё 2');
    expect(block().getAllByText('Работает')).toHaveLength(5);
  });

  it('tells an account without products where to find them, and one without money that it has none', async () => {
    const { balance } = aState();
    visit.server.state = aState({
      balance: { ...balance, money: rub('0.00'), bonus: rub('0.00'), total: rub('0.00') },
    });
    await visit.enter(inCard);
    await block().findByText('Ничего не подключено');
    expect(block().queryByText(/бонус/)).toBeNull();
  });

  it('says why it cannot say, and tries again when asked', async () => {
    visit.server.brokenPaths.add('/state');
    await visit.enter(inCard);
    await block().findByRole('alert');
    visit.server.brokenPaths.clear();
    fireEvent.click(block().getByRole('button', { name: 'Повторить' }));
    await block().findByText(/^5\s000,00\s₽$/);
  });

  it('asks for nothing before it is in sight', async () => {
    let see = (_: { isIntersecting: boolean }[]) => {};
    const watched = { observe: () => {}, disconnect: jest.fn() };
    const Observer = function (heard: typeof see) {
      see = heard;
      return watched;
    };
    Object.assign(globalThis, { IntersectionObserver: Observer });
    try {
      await visit.enter(inCard);
      await waitFor(() => expect(visit.server.asked('/notices')).toBe(1));
      see([{ isIntersecting: false }]);
      expect(visit.server.asked('/state')).toBe(0);
      see([{ isIntersecting: true }]);
      await block().findByText('Баланс');
      expect(visit.server.asked('/state')).toBe(1);
      expect(watched.disconnect).toHaveBeenCalled();
    } finally {
      Reflect.deleteProperty(globalThis, 'IntersectionObserver');
    }
  });

  it('stands once in a card, anew in the next one, and nowhere else', async () => {
    const widget = await visit.enter(inCard);
    widget.callbacks.render();
    expect(guests()).toBe(1);
    column().innerHTML = '';
    widget.callbacks.render();
    expect(guests()).toBe(1);
    area = 'llist';
    widget.callbacks.render();
    expect(guests()).toBe(0);
    area = 'lcard';
    widget.callbacks.render();
    expect(guests()).toBe(1);
    widget.callbacks.destroy();
    expect(document.querySelector('[data-rocket-widget], [data-rocket-card]')).toBeNull();
  });

  it('leaves the card alone where amoCRM has no column, or before it is installed', async () => {
    await visit.enter({ ...inCard, render_template: () => undefined });
    expect(guests()).toBe(0);
    await visit.enter({ ...inCard, get_install_status: () => 'install' });
    expect([guests(), column().innerHTML]).toEqual([0, '']);
  });
});
