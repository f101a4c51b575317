import { fireEvent, waitFor, within } from '@testing-library/preact';
import { localDate } from '@rocket/kernel';
import { anItem, aProduct, aQuote, aShelf, idOf, inside, rub } from '../../test/outside';
import { Visit } from '../../test/visit';

let visit: Visit;
beforeEach(async () => (visit = await Visit.begin()));
afterEach(() => visit.end());

const connections = () => visit.server.calls.filter((call) => call.path.endsWith('/subscriptions'));

async function storefront() {
  const area = document.body.appendChild(document.createElement('div'));
  area.id = 'work-area-rocket';
  const widget = await visit.load();
  widget.callbacks.advancedSettings();
  const page = within(inside(area, 'page'));
  await page.findByRole('searchbox');
  return page;
}

const card = async (page: Awaited<ReturnType<typeof storefront>>, name: string) =>
  within(await page.findByRole('listitem', { name }));

describe('the storefront', () => {
  it('prices a product for the units of this account, and asks with the exact sum and days before it costs anything', async () => {
    visit.server.shelf = aShelf([
      anItem('chats', {
        name: 'Чаты',
        tariffUnit: 'Пользователь',
        prices: [
          { period: 'P1M', unitPrice: rub('90.00'), minQuantity: 1, quantity: 7, cost: rub('630.00') },
        ],
      }),
    ]);
    visit.server.quote = aQuote({ chargedNow: rub('630.00'), nextCharge: rub('630.00'), quantity: 7 });
    const page = await storefront();
    const chats = await card(page, 'Чаты');
    expect(chats.getByText('630,00 ₽')).toBeInTheDocument();
    expect(chats.getByText('за 7 пользователей')).toBeInTheDocument();
    fireEvent.click(chats.getByRole('button', { name: 'Подключить: Чаты' }));
    await chats.findByText('Сегодня, 21.11.2026, спишем 630,00 ₽ с баланса.');
    chats.getByText('Продукт будет оплачен до 20.12.2026 включительно.');
    chats.getByText('Следующее списание — 630,00 ₽, 21.12.2026.');
    expect(connections()).toEqual([]);
    const yes = chats.getByRole('button', { name: /^Подключить за 630,00\s₽$/ });
    fireEvent.click(yes);
    fireEvent.click(yes);
    await page.findByText('«Чаты» подключён');
    expect(connections()).toHaveLength(1);
    expect(connections()[0]!.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps the key of a question whose answer was lost, so that "yes" again is the same connection', async () => {
    visit.server.shelf = aShelf([anItem('chats', { name: 'Чаты' })]);
    const path = `/accounts/${idOf(1)}/subscriptions`;
    visit.server.refusals.set(path, { status: 503, code: 'unavailable', detail: 'Идут работы' });
    const page = await storefront();
    const chats = await card(page, 'Чаты');
    fireEvent.click(chats.getByRole('button', { name: 'Подключить: Чаты' }));
    fireEvent.click(await chats.findByRole('button', { name: /Подключить за/ }));
    await chats.findByText('Идут работы');
    visit.server.refusals.clear();
    fireEvent.click(chats.getByRole('button', { name: /Подключить за/ }));
    await page.findByText('«Чаты» подключён');
    const [first, second] = connections();
    expect(second!.key).toBe(first!.key);
  });

  it('says that a trial costs nothing now, and when and how much it will', async () => {
    visit.server.shelf = aShelf([anItem('chats', { name: 'Чаты', trialDays: 14, trial: 'due' })]);
    visit.server.quote = aQuote({
      chargedNow: rub('0.00'),
      trialEndsOn: localDate('2026-12-05'),
      paidUntil: null,
      nextChargeOn: localDate('2026-12-06'),
    });
    const chats = await card(await storefront(), 'Чаты');
    fireEvent.click(chats.getByRole('button', { name: /Попробовать 14 дней бесплатно/ }));
    await chats.findByText('Сейчас ничего не спишем: бесплатно до 05.12.2026 включительно.');
    chats.getByText('06.12.2026 спишем 690,00 ₽, если не выключить автопродление.');
    fireEvent.click(chats.getByRole('button', { name: 'Отмена' }));
    expect(await chats.findByRole('button', { name: /Попробовать/ })).toBeInTheDocument();
    expect(connections()).toEqual([]);
  });

  it('says what a promotion gives, on the card and in the question, and that nothing is charged by it', async () => {
    const [from, until] = [localDate('2026-11-21'), localDate('2026-12-20')];
    const promised = { name: 'Осень', quantity: null, from, until };
    visit.server.shelf = aShelf([anItem('chats', { name: 'Чаты', promised })]);
    visit.server.quote = aQuote({
      chargedNow: rub('0.00'),
      paidUntil: until,
      free: { quantity: 1_000_000, from, until, begun: true, promotion: 'Осень' },
    });
    const chats = await card(await storefront(), 'Чаты');
    chats.getByText('Бесплатно до 20.12.2026 по акции «Осень»');
    fireEvent.click(chats.getByRole('button', { name: 'Подключить: Чаты' }));
    await chats.findByText('Бесплатно до 20.12.2026 включительно по акции «Осень».');
    chats.getByText('21.12.2026 спишем 690,00 ₽, если не выключить автопродление.');
    expect(chats.queryByText(/Сегодня.*спишем|будет оплачен/)).toBeNull();
  });

  it('says how much is missing instead of asking, and leads to the top-up', async () => {
    visit.server.shelf = aShelf([anItem('chats', { name: 'Чаты' })]);
    visit.server.refusals.set('/quote', {
      status: 402,
      code: 'insufficient_balance',
      required: rub('690.00'),
      available: rub('90.00'),
    });
    const chats = await card(await storefront(), 'Чаты');
    fireEvent.click(chats.getByRole('button', { name: 'Подключить: Чаты' }));
    await chats.findByText('Нужно 690,00 ₽, на балансе 90,00 ₽.');
    expect(chats.getByRole('button', { name: 'Пополнить баланс' })).toBeInTheDocument();
    expect(chats.queryByRole('button', { name: /Подключить за/ })).toBeNull();
  });

  it('switches auto-renewal only after saying what will come of it', async () => {
    visit.server.shelf = aShelf([anItem('chats', { name: 'Чаты', subscription: aProduct(1) })]);
    const chats = await card(await storefront(), 'Чаты');
    fireEvent.click(chats.getByRole('switch', { name: 'Автопродление «Чаты»' }));
    await chats.findByText('Продукт проработает до 14.12.2026 и отключится. Выключить автопродление?');
    expect(visit.server.calls.some((call) => call.method === 'PATCH')).toBe(false);
    fireEvent.click(chats.getByRole('button', { name: 'Выключить' }));
    await waitFor(() => expect(visit.server.calls.filter((call) => call.method === 'PATCH')).toHaveLength(1));
  });

  it('says the day and the sum of the first charge before auto-renewal is switched on', async () => {
    const subscription = aProduct(1, { autoRenew: false });
    visit.server.shelf = aShelf([anItem('chats', { name: 'Чаты', subscription })]);
    const chats = await card(await storefront(), 'Чаты');
    fireEvent.click(chats.getByRole('switch', { name: 'Автопродление «Чаты»' }));
    await chats.findByText('15.12.2026 спишем 1 490,00 ₽, дальше так же в месяц. Включить автопродление?');
  });

  it('lets somebody who may not spend look and do nothing', async () => {
    const shelf = [anItem('a', { name: 'А' }), anItem('b', { name: 'Б', subscription: aProduct(1) })];
    visit.server.shelf = aShelf(shelf, { maySpend: false });
    const page = await storefront();
    expect((await card(page, 'А')).queryByRole('button')).toBeNull();
    expect((await card(page, 'Б')).getByRole('switch')).toBeDisabled();
    page.getByText(/Подключать продукты может владелец/);
  });

  it('says that the contract is over, and asks for no money', async () => {
    visit.server.shelf = aShelf([anItem('a', { name: 'А' })], { maySpend: false, isOver: true });
    const page = await storefront();
    await page.findByText(/^Договор закончился/);
    expect(page.queryByText(/Подключать продукты может владелец/)).toBeNull();
    expect(page.queryByRole('button', { name: /^Пополнить/ })).toBeNull();
  });

  it('finds by words and by kind, what is connected first, and says when there is nothing', async () => {
    visit.server.shelf = aShelf([
      anItem('a', { name: 'Отчёт о звонках', kind: 'report' }),
      anItem('b', { name: 'Телефония', summary: 'Звонки в карточке' }),
      anItem('c', { name: 'Ещё виджет', subscription: aProduct(1) }),
    ]);
    const page = await storefront();
    const names = () => page.queryAllByRole('listitem').map((item) => item.getAttribute('aria-label'));
    expect(names()).toEqual(['Ещё виджет', 'Отчёт о звонках', 'Телефония']);
    fireEvent.input(page.getByRole('searchbox'), { target: { value: 'ЗВОНК' } });
    await waitFor(() => expect(names()).toEqual(['Отчёт о звонках', 'Телефония']));
    fireEvent.click(page.getByRole('button', { name: 'Отчёты' }));
    await waitFor(() => expect(names()).toEqual(['Отчёт о звонках']));
    fireEvent.input(page.getByRole('searchbox'), { target: { value: 'нет такого' } });
    fireEvent.click(await page.findByRole('button', { name: 'Показать все продукты' }));
    await waitFor(() => expect(names()).toHaveLength(3));
  });
});
