import { fireEvent, waitFor, within } from '@testing-library/preact';
import { localDate } from '@rocket/kernel';
import { aNotice, aProduct, aState, idOf, inside, rub } from '../../test/outside';
import { corner, openPanel, Visit } from '../../test/visit';

let visit: Visit;
beforeEach(async () => (visit = await Visit.begin()));
afterEach(() => visit.end());

describe('an announced price in a notice', () => {
  const change = { id: idOf(77), refused: false, lastDayIfRefused: localDate('2026-12-31') };

  it('is refused after its consequence was said, and the notice then says so', async () => {
    visit.server.notices = [aNotice(1, { kind: 'price_change', title: 'Новая цена', priceChange: change })];
    await visit.enter();
    const panel = await openPanel();
    fireEvent.click(await panel.findByRole('button', { name: 'Отказаться от новой цены' }));
    await panel.findByText(/проработает до 31\.12\.2026 и отключится/);
    expect(visit.server.asked(`/price-changes/${change.id}/refusal`)).toBe(0);
    fireEvent.click(await panel.findByRole('button', { name: 'Отказаться' }));
    await panel.findByText(/Вы отказались от новой цены: продукт работает до 31\.12\.2026/);
    expect(visit.server.asked(`/price-changes/${change.id}/refusal`)).toBe(1);
  });

  it('says why it could not be refused and loses nothing', async () => {
    visit.server.notices = [aNotice(1, { kind: 'price_change', priceChange: change })];
    visit.server.brokenPaths.add(`/price-changes/${change.id}/refusal`);
    await visit.enter();
    const panel = await openPanel();
    fireEvent.click(await panel.findByRole('button', { name: 'Отказаться от новой цены' }));
    fireEvent.click(await panel.findByRole('button', { name: 'Отказаться' }));
    await panel.findByText('Rocket не смог выполнить запрос.');
    expect(panel.getByRole('button', { name: 'Отказаться' })).toBeEnabled();
  });

  it('that is no longer to be decided has no button', async () => {
    visit.server.notices = [aNotice(1, { kind: 'price_change', title: 'Новая цена' })];
    await visit.enter();
    const panel = await openPanel();
    await panel.findByText('Новая цена');
    expect(panel.queryByRole('button', { name: 'Отказаться от новой цены' })).toBeNull();
  });
});

describe('the panel', () => {
  it('says the balance as Russians write it', async () => {
    await visit.enter();
    const panel = await openPanel();
    const balance = await panel.findByRole('region', { name: 'Баланс' });
    expect(balance).toHaveTextContent('5 000,00 ₽');
    expect(balance).toHaveTextContent('бонусы 500,00 ₽ · хватит до 14.12.2026');
  });

  it('lists what is connected, how long it is paid for, and what is suspended', async () => {
    visit.server.state = aState({
      products: [
        aProduct(3, { state: 'ended', productName: 'Старый' }),
        aProduct(1, { productName: 'Телефония', autoRenew: false }),
        aProduct(2, {
          productName: 'Отчёт',
          state: 'trial',
          trialEndsOn: localDate('2026-12-04'),
          paidUntil: null,
        }),
        aProduct(4, {
          productName: 'Поиск',
          state: 'suspended',
          cost: rub('390.00'),
          period: 'P3M' as never,
        }),
      ],
    });
    await visit.enter();
    const panel = await openPanel();
    fireEvent.click(await panel.findByRole('tab', { name: 'Продукты' }));
    const lines = (await panel.findAllByRole('listitem')).map((item) =>
      item.textContent?.replace(/\u00a0/g, ' '),
    );
    expect(lines).toEqual([
      'ТелефонияРаботаетоплачен до 14.12.2026 · автопродление выключено · 1 490,00 ₽ в месяц',
      'ОтчётПробный периодбесплатно до 04.12.2026 · 1 490,00 ₽ в месяц',
      'ПоискПриостановленвозобновится после пополнения · 390,00 ₽ за 3 месяца',
      'СтарыйОтключёнбыл оплачен до 14.12.2026',
    ]);
  });

  it('keeps a script in a notice as text, and follows no link but one to a web page', async () => {
    const text = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    visit.server.notices = [aNotice(1, { title: text, text, link: 'javascript:window.hacked=1' })];
    await visit.enter();
    const panel = await openPanel();
    const item = await panel.findByRole('listitem');
    expect(item).toHaveTextContent(text);
    expect(inside().querySelector('img, script, a')).toBeNull();
    expect((window as { hacked?: unknown }).hacked).toBeUndefined();
  });

  it('counts a notice as seen after it has been in sight for a second', async () => {
    visit.server.notices = [aNotice(1)];
    await visit.enter();
    const panel = await openPanel();
    await panel.findByText('Списание 1');
    expect(visit.server.asked(`/notices/${idOf(1)}/seen`)).toBe(0);
    await waitFor(() => expect(visit.server.asked(`/notices/${idOf(1)}/seen`)).toBe(1), { timeout: 2_000 });
    await corner().findByRole('button', { expanded: true });
    expect(inside().querySelector('.badge')).toHaveAttribute('hidden');
  });

  it('closes with Escape and gives the focus back to the button', async () => {
    await visit.enter();
    const panel = await openPanel();
    const shadow = inside().getRootNode() as ShadowRoot;
    await waitFor(() => expect(shadow.activeElement).toHaveAttribute('role', 'dialog'));
    fireEvent.keyDown(panel.getByRole('heading', { name: 'Rocket' }), { key: 'Escape' });
    await waitFor(() => expect(corner().queryByRole('dialog')).toBeNull());
    expect(shadow.activeElement).toBe(corner().getByRole('button'));
  });

  it('says that all is quiet when there is nothing', async () => {
    await visit.enter();
    const panel = await openPanel();
    expect(await panel.findByText('Пока тихо')).toBeInTheDocument();
    fireEvent.click(panel.getByRole('tab', { name: 'Продукты' }));
    expect(await panel.findByText('Продуктов пока нет')).toBeInTheDocument();
  });

  it('offers to connect an account that is not connected, on the page the server names', async () => {
    visit.server.problem = {
      status: 409,
      code: 'not_connected',
      connectUrl: 'https://www.amocrm.ru/oauth?client_id=c&state=s',
    };
    const opened = jest.spyOn(window, 'open').mockReturnValue(null);
    await visit.enter();
    const panel = await openPanel();
    fireEvent.click(await panel.findByRole('button', { name: 'Подключить' }));
    expect(opened.mock.calls[0]?.[0]).toBe('https://www.amocrm.ru/oauth?client_id=c&state=s');
  });

  it('says what went wrong, and tries again when asked to', async () => {
    visit.server.problem = { status: 503, code: 'unavailable', detail: 'Идут работы до 15:00' };
    await visit.enter();
    const panel = await openPanel();
    expect(await panel.findByRole('alert')).toHaveTextContent('Идут работы до 15:00');
    visit.server.problem = null;
    fireEvent.click(panel.getByRole('button', { name: 'Повторить' }));
    expect(await panel.findByRole('region', { name: 'Баланс' })).toBeInTheDocument();
  });

  it('keeps showing the last figures, and says that they are old, when the connection is lost', async () => {
    await visit.enter();
    const panel = await openPanel();
    await panel.findByRole('region', { name: 'Баланс' });
    visit.server.problem = { status: 503, code: 'unavailable' };
    fireEvent(document, new Event('visibilitychange'));
    expect(await panel.findAllByText(/Показаны последние известные сведения/)).not.toHaveLength(0);
    expect(panel.getByRole('region', { name: 'Баланс' })).toBeInTheDocument();
  });
});

describe('the way to the panel', () => {
  const press = async () => {
    fireEvent.click(corner().getByRole('button', { expanded: false }));
    fireEvent.click(await corner().findByRole('button', { name: 'Открыть кабинет' }));
  };

  it('opens a tab at the click, cut off from this page, and sends it to the one-time link', async () => {
    const replace = jest.fn();
    const tab = { opener: window, location: { replace }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
    await visit.enter();
    await press();
    await waitFor(() => expect(replace).toHaveBeenCalledWith('https://panel.example/in#once'));
    expect(tab.opener).toBeNull();
  });

  it('gives the link to press when the browser blocks the tab', async () => {
    jest.spyOn(window, 'open').mockReturnValue(null);
    await visit.enter();
    await press();
    expect(await corner().findByRole('link')).toHaveAttribute('href', 'https://panel.example/in#once');
  });

  it('closes the tab and says why when the server refuses', async () => {
    const tab = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
    await visit.enter();
    fireEvent.click(corner().getByRole('button', { expanded: false }));
    const button = await corner().findByRole('button', { name: 'Открыть кабинет' });
    visit.server.problem = { status: 403, code: 'forbidden' };
    fireEvent.click(button);
    expect(await corner().findByText(/У вас нет доступа/)).toBeInTheDocument();
    expect(tab.close).toHaveBeenCalled();
  });

  it('sends nobody to a link that is not of the web', async () => {
    visit.server.panelUrl = 'javascript:alert(1)';
    const tab = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
    await visit.enter();
    await press();
    await waitFor(() => expect(tab.close).toHaveBeenCalled());
    expect(tab.location.replace).not.toHaveBeenCalled();
  });
});

describe('a toast', () => {
  it('that asks to be understood stays until somebody says so, and that is written down', async () => {
    visit.server.notices = [
      aNotice(1, {
        kind: 'suspended',
        tone: 'danger',
        title: '«Чаты» приостановлен',
        asksToAcknowledge: true,
        details: {
          type: 'suspended',
          required: rub('690.00'),
          available: rub('90.00'),
          missing: rub('600.00'),
        },
      }),
    ];
    await visit.enter();
    const region = corner().getByRole('status', { name: 'Новые уведомления' });
    const figures = await within(region).findByText('Не хватает');
    expect(figures.closest('dl')).toHaveTextContent('Не хватает600,00 ₽На балансе90,00 ₽');
    expect(within(region).getByText('После пополнения продукт включится сам.')).toBeInTheDocument();
    fireEvent.click(within(region).getByRole('button', { name: 'Понятно' }));
    await waitFor(() => expect(visit.server.asked(`/notices/${idOf(1)}/acknowledged`)).toBe(1));
    await waitFor(() => expect(region).toBeEmptyDOMElement());
  });

  it('of a new price shows both costs and the day, and leads to the choice in the panel', async () => {
    visit.server.notices = [
      aNotice(1, {
        kind: 'price_change',
        title: 'Новая цена: «Чаты»',
        details: {
          type: 'price',
          productName: 'Чаты',
          oldUnitPrice: rub('100.00'),
          newUnitPrice: rub('150.00'),
          oldCost: rub('300.00'),
          newCost: rub('450.00'),
          period: 'P1M',
          effectiveOn: localDate('2027-07-15'),
        },
        priceChange: { id: idOf(77), refused: false, lastDayIfRefused: localDate('2027-07-14') },
      }),
    ];
    await visit.enter();
    const region = corner().getByRole('status', { name: 'Новые уведомления' });
    const figures = (await within(region).findByText('Сейчас')).closest('dl');
    expect(figures).toHaveTextContent('Сейчас300,00 ₽Станет в месяц450,00 ₽С даты15.07.2027');
    fireEvent.click(within(region).getByRole('button', { name: 'Посмотреть' }));
    const panel = within(await corner().findByRole('dialog'));
    expect(await panel.findByRole('button', { name: 'Отказаться от новой цены' })).toBeInTheDocument();
  });

  it('pops up by itself with what is new, in a region that screen readers say', async () => {
    visit.server.notices = [aNotice(1, { tone: 'danger', title: 'Виджет приостановлен' })];
    await visit.enter();
    const region = corner().getByRole('status', { name: 'Новые уведомления' });
    await within(region).findByText('Виджет приостановлен');
    fireEvent.click(within(region).getByRole('button', { name: /Закрыть уведомление/ }));
    await waitFor(() => expect(visit.server.asked(`/notices/${idOf(1)}/seen`)).toBe(1));
    await waitFor(() => expect(region).toBeEmptyDOMElement());
  });

  it('closed with Escape gives the focus to the button', async () => {
    visit.server.notices = [aNotice(1)];
    await visit.enter();
    const region = corner().getByRole('status', { name: 'Новые уведомления' });
    const close = await within(region).findByRole('button', { name: /Закрыть уведомление/ });
    close.focus();
    fireEvent.keyDown(close, { key: 'Escape' });
    await waitFor(() => expect(region).toBeEmptyDOMElement());
    expect((inside().getRootNode() as ShadowRoot).activeElement).toBe(corner().getByRole('button'));
  });

  it('goes after eight seconds without being seen, but not while a hand or the focus is on it', async () => {
    visit.server.notices = [aNotice(1)];
    // The toast's own clock only: requests and drawing go on as they are.
    jest.useFakeTimers({
      doNotFake: [
        'Date',
        'performance',
        'nextTick',
        'queueMicrotask',
        'requestAnimationFrame',
        'cancelAnimationFrame',
      ],
    });
    const frames = async () => {
      for (let i = 0; i < 4; i++) {
        await new Promise(requestAnimationFrame);
        // Preact runs effects in a timer of its own after the frame.
        jest.advanceTimersByTime(1);
      }
    };
    try {
      await visit.enter();
      const region = corner().getByRole('status', { name: 'Новые уведомления' });
      while (region.childElementCount === 0) await frames();
      await frames();
      const button = within(region).getByRole('button');
      jest.advanceTimersByTime(7_000);
      button.focus();
      await frames();
      jest.advanceTimersByTime(60_000);
      await frames();
      expect(region).not.toBeEmptyDOMElement();
      button.blur();
      await frames();
      jest.advanceTimersByTime(7_900);
      await frames();
      expect(region).not.toBeEmptyDOMElement();
      jest.advanceTimersByTime(200);
      await frames();
      expect(region).toBeEmptyDOMElement();
    } finally {
      jest.useRealTimers();
    }
    expect(visit.server.calls.filter((call) => call.method === 'POST')).toEqual([]);
  });
});
