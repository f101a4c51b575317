import { fireEvent, waitFor, within } from '@testing-library/preact';
import { ApiServer, aNotice, aProduct, aState, idOf, inside, makeWidget, rub } from '../test/outside';
import type { AmoWidget } from './amocrm/amocrm-page';
import { localDate } from '@rocket/kernel';

// Anew for each: a late request of one page must not be counted to the next.
let server: ApiServer;
let origin: string;
const given: ReturnType<typeof makeWidget>[] = [];

/** script.js loaded anew, as on a new page; `more` is what amoCRM gives otherwise than usual. */
function load(more: Partial<AmoWidget> = {}) {
  jest.resetModules();
  const { default: CustomWidget } = require('./entry') as { default: new () => unknown };
  const widget = makeWidget(CustomWidget, origin, more);
  given.push(widget);
  return widget;
}
function enter(more: Partial<AmoWidget> = {}) {
  const widget = load(more);
  widget.callbacks.render();
  widget.callbacks.init();
  widget.callbacks.bind_actions();
  return widget;
}
const corner = () => within(inside());

/** What we wrote to the console: nothing, unless a spec breaks us on purpose. jsdom's own lines are left out. */
let complaints: unknown[];
beforeEach(async () => {
  complaints = [];
  jest.spyOn(console, 'error').mockImplementation((first, second) => {
    if (first === 'Rocket:') complaints.push(second);
  });
  server = new ApiServer();
  origin = await server.start();
  sessionStorage.clear();
  document.body.innerHTML = '';
});
afterEach(async () => {
  for (const widget of given.splice(0)) widget.callbacks.destroy();
  delete (window as { APP?: unknown }).APP;
  jest.restoreAllMocks();
  await server.stop();
  expect(complaints).toEqual([]);
});

describe('amoCRM and the widget', () => {
  it('answers true to everything that must be answered true', () => {
    const { callbacks } = load();
    for (const name of ['render', 'init', 'bind_actions', 'onSave', 'settings', 'advancedSettings'] as const)
      expect([name, callbacks[name]()]).toEqual([name, true]);
  });

  it('stands in the corner once, however often it is rendered and initialised', () => {
    const widget = enter();
    widget.callbacks.init();
    widget.callbacks.render();
    widget.callbacks.bind_actions();
    expect(document.querySelectorAll('[data-rocket-widget]')).toHaveLength(1);
    expect(corner().getAllByRole('button')).toHaveLength(1);
  });

  it('leaves nothing in the page when it is destroyed, and may be destroyed twice or before it was drawn', async () => {
    const before = Object.keys(window);
    const widget = load();
    widget.callbacks.destroy();
    widget.callbacks.render();
    widget.callbacks.init();
    widget.callbacks.init();
    await waitFor(() => expect(server.asked('/state')).toBe(1));
    widget.callbacks.destroy();
    widget.callbacks.destroy();
    expect(document.body.innerHTML).toBe('');
    expect(document.head.innerHTML).toBe('');
    expect(Object.keys(window)).toEqual(before);
    fireEvent(document, new Event('visibilitychange'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.asked('/state')).toBe(1);
  });

  it('comes back after a move to another area, with what it knew', async () => {
    server.notices = [aNotice(1)];
    const widget = enter();
    await corner().findByLabelText('Rocket: 1 новое уведомление');
    widget.callbacks.destroy();
    widget.callbacks.render();
    expect(corner().getByLabelText('Rocket: 1 новое уведомление')).toBeInTheDocument();
  });

  it('replaces the guest that another copy of the script left standing', () => {
    enter();
    enter();
    expect(document.querySelectorAll('[data-rocket-widget]')).toHaveLength(1);
  });

  it('is not seen before it is installed, and asks nothing of the server', async () => {
    enter({ get_install_status: () => 'install' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(document.body.innerHTML).toBe('');
    expect(server.calls).toEqual([]);
  });

  it('keeps a failure of its own inside its own element', () => {
    const widget = load();
    jest.spyOn(Element.prototype, 'attachShadow').mockImplementationOnce(() => {
      throw new Error('the page has its own idea of shadow roots');
    });
    expect(widget.callbacks.render()).toBe(true);
    expect(complaints.splice(0)).toHaveLength(1);
    expect(inside()).toHaveTextContent('Rocket не смог показать эту часть страницы');
    widget.callbacks.destroy();
    expect(document.body.innerHTML).toBe('');
  });

  it('survives a page where nothing is as documented', () => {
    const odd = () => {
      throw new Error('not today');
    };
    const widget = enter({
      get_settings: odd,
      system: odd,
      get_install_status: odd,
      params: undefined as never,
    });
    expect(inside()).toBeInTheDocument();
    widget.callbacks.initMenuPage({ location: 'widget_page' });
    widget.callbacks.settings(undefined);
  });

  it('speaks the language of amoCRM and wears its theme', async () => {
    (window as { APP?: unknown }).APP = { lang_id: 'en', constant: () => ({ theme: 'dark' }) };
    enter();
    expect(corner().getByLabelText('Rocket: open notices and balance')).toBeInTheDocument();
    expect(inside().dataset['theme']).toBe('dark');
  });

  it('keeps the keys pressed in it from the hot keys of amoCRM', () => {
    enter();
    const heard = jest.fn();
    document.addEventListener('keydown', heard);
    fireEvent.keyDown(corner().getByRole('button'), { key: 'd', composed: true });
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('the panel', () => {
  const open = async () => {
    fireEvent.click(corner().getByRole('button', { expanded: false }));
    return within(await corner().findByRole('dialog'));
  };

  it('says the balance as Russians write it', async () => {
    enter();
    const panel = await open();
    const balance = await panel.findByRole('region', { name: 'Баланс' });
    expect(balance).toHaveTextContent('5 000,00 ₽');
    expect(balance).toHaveTextContent('бонусы 500,00 ₽ · хватит до 14.12.2026');
  });

  it('lists what is connected, how long it is paid for, and what is suspended', async () => {
    server.state = aState({
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
    enter();
    const panel = await open();
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
    server.notices = [aNotice(1, { title: text, text, link: 'javascript:window.hacked=1' })];
    enter();
    const panel = await open();
    const item = await panel.findByRole('listitem');
    expect(item).toHaveTextContent(text);
    expect(inside().querySelector('img, script, a')).toBeNull();
    expect((window as { hacked?: unknown }).hacked).toBeUndefined();
  });

  it('counts a notice as seen after it has been in sight for a second', async () => {
    server.notices = [aNotice(1)];
    enter();
    const panel = await open();
    await panel.findByText('Списание 1');
    expect(server.asked(`/notices/${idOf(1)}/seen`)).toBe(0);
    await waitFor(() => expect(server.asked(`/notices/${idOf(1)}/seen`)).toBe(1), { timeout: 2_000 });
    await corner().findByRole('button', { expanded: true });
    expect(inside().querySelector('.badge')).toBeNull();
  });

  it('closes with Escape and gives the focus back to the button', async () => {
    enter();
    const panel = await open();
    const shadow = inside().getRootNode() as ShadowRoot;
    await waitFor(() => expect(shadow.activeElement).toHaveAttribute('role', 'dialog'));
    fireEvent.keyDown(panel.getByRole('heading', { name: 'Rocket' }), { key: 'Escape' });
    await waitFor(() => expect(corner().queryByRole('dialog')).toBeNull());
    expect(shadow.activeElement).toBe(corner().getByRole('button'));
  });

  it('says that all is quiet when there is nothing', async () => {
    enter();
    const panel = await open();
    expect(await panel.findByText('Пока тихо')).toBeInTheDocument();
    fireEvent.click(panel.getByRole('tab', { name: 'Продукты' }));
    expect(await panel.findByText('Продуктов пока нет')).toBeInTheDocument();
  });

  it('offers to connect an account that is not connected, on the page the server names', async () => {
    server.problem = {
      status: 409,
      code: 'not_connected',
      connectUrl: 'https://www.amocrm.ru/oauth?client_id=c&state=s',
    };
    const opened = jest.spyOn(window, 'open').mockReturnValue(null);
    enter();
    const panel = await open();
    fireEvent.click(await panel.findByRole('button', { name: 'Подключить' }));
    expect(opened.mock.calls[0]?.[0]).toBe('https://www.amocrm.ru/oauth?client_id=c&state=s');
  });

  it('says what went wrong, and tries again when asked to', async () => {
    server.problem = { status: 503, code: 'unavailable', detail: 'Идут работы до 15:00' };
    enter();
    const panel = await open();
    expect(await panel.findByRole('alert')).toHaveTextContent('Идут работы до 15:00');
    server.problem = null;
    fireEvent.click(panel.getByRole('button', { name: 'Повторить' }));
    expect(await panel.findByRole('region', { name: 'Баланс' })).toBeInTheDocument();
  });

  it('keeps showing the last figures, and says that they are old, when the connection is lost', async () => {
    enter();
    const panel = await open();
    await panel.findByRole('region', { name: 'Баланс' });
    server.problem = { status: 503, code: 'unavailable' };
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
    enter();
    await press();
    await waitFor(() => expect(replace).toHaveBeenCalledWith('https://panel.example/in#once'));
    expect(tab.opener).toBeNull();
  });

  it('gives the link to press when the browser blocks the tab', async () => {
    jest.spyOn(window, 'open').mockReturnValue(null);
    enter();
    await press();
    expect(await corner().findByRole('link')).toHaveAttribute('href', 'https://panel.example/in#once');
  });

  it('closes the tab and says why when the server refuses', async () => {
    const tab = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
    enter();
    fireEvent.click(corner().getByRole('button', { expanded: false }));
    const button = await corner().findByRole('button', { name: 'Открыть кабинет' });
    server.problem = { status: 403, code: 'forbidden' };
    fireEvent.click(button);
    expect(await corner().findByText(/У вас нет доступа/)).toBeInTheDocument();
    expect(tab.close).toHaveBeenCalled();
  });

  it('sends nobody to a link that is not of the web', async () => {
    server.panelUrl = 'javascript:alert(1)';
    const tab = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
    enter();
    await press();
    await waitFor(() => expect(tab.close).toHaveBeenCalled());
    expect(tab.location.replace).not.toHaveBeenCalled();
  });
});

describe('a toast', () => {
  it('pops up by itself with what is new, in a region that screen readers say', async () => {
    server.notices = [aNotice(1, { tone: 'danger', title: 'Виджет приостановлен' })];
    enter();
    const region = corner().getByRole('status', { name: 'Новые уведомления' });
    await within(region).findByText('Виджет приостановлен');
    fireEvent.click(within(region).getByRole('button', { name: /Закрыть уведомление/ }));
    await waitFor(() => expect(server.asked(`/notices/${idOf(1)}/seen`)).toBe(1));
    expect(region).toBeEmptyDOMElement();
  });

  it('goes after eight seconds without being seen, but not while a hand or the focus is on it', async () => {
    server.notices = [aNotice(1)];
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
      enter();
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
    expect(server.calls.filter((call) => call.method === 'POST')).toEqual([]);
  });
});

describe('the pages amoCRM gives us', () => {
  const settings = (
    html = '<div class="widget_settings_block"><input name="consent" type="hidden"></div>',
  ) => {
    const body = document.body.appendChild(document.createElement('div'));
    body.innerHTML = html;
    return body;
  };

  it('show balance and products in the settings window of an installed widget, once', async () => {
    server.state = aState({ products: [aProduct(1, { productName: 'Телефония' })] });
    const body = settings();
    const widget = enter();
    widget.callbacks.settings([body]);
    widget.callbacks.settings([body]);
    expect(await within(inside(body, 'page')).findByText('Телефония')).toBeInTheDocument();
    expect(body.querySelectorAll('[data-rocket-widget]')).toHaveLength(1);
    widget.callbacks.destroy();
    expect(body.querySelector('[data-rocket-widget]')).toBeNull();
  });

  it('ask for consent before Install, and write it where amoCRM waits for it', () => {
    const body = settings();
    const field = body.querySelector('input');
    const changed = jest.fn();
    field?.addEventListener('change', changed);
    load({ get_install_status: () => 'install' }).callbacks.settings([body]);
    const box = within(inside(body, 'page')).getByRole('checkbox', { name: /передачу данных/ });
    fireEvent.click(box);
    expect(field?.value).toBe('yes');
    expect(changed).toHaveBeenCalled();
    fireEvent.click(box);
    expect(field?.value).toBe('');
    expect(server.calls).toEqual([]);
  });

  it.each(['initMenuPage', 'advancedSettings'] as const)('fill the work area on %s', async (callback) => {
    const area = document.body.appendChild(document.createElement('div'));
    area.id = 'work-area-rocket';
    const widget = load();
    widget.callbacks[callback]({ location: 'widget_page', item_code: 'rocket' });
    expect(await within(inside(area, 'page')).findByText('5 000,00 ₽')).toBeInTheDocument();
  });
});
