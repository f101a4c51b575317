import fc from 'fast-check';
import { fireEvent, waitFor, within } from '@testing-library/preact';
import { aNotice, aProduct, aState, inside } from '../test/outside';
import { corner, Visit } from '../test/visit';

let visit: Visit;
beforeEach(async () => (visit = await Visit.begin()));
afterEach(() => visit.end());

describe('amoCRM and the widget', () => {
  it('answers true to everything that must be answered true', async () => {
    const { callbacks } = await visit.load();
    for (const name of ['render', 'init', 'bind_actions', 'onSave', 'settings', 'advancedSettings'] as const)
      expect([name, callbacks[name]()]).toEqual([name, true]);
  });

  it('stands in the corner once, however often it is rendered and initialised', async () => {
    const widget = await visit.enter();
    widget.callbacks.init();
    widget.callbacks.render();
    widget.callbacks.bind_actions();
    expect(document.querySelectorAll('[data-rocket-widget]')).toHaveLength(1);
    expect(corner().getAllByRole('button')).toHaveLength(1);
  });

  it('leaves nothing in the page when it is destroyed, and may be destroyed twice or before it was drawn', async () => {
    // In no order: on newer Nodes what the page wrote anew moves to the end.
    const before = new Set(Object.keys(window));
    const widget = await visit.load();
    widget.callbacks.destroy();
    widget.callbacks.render();
    widget.callbacks.init();
    widget.callbacks.init();
    await waitFor(() => expect(visit.server.asked('/notices')).toBe(1));
    widget.callbacks.destroy();
    widget.callbacks.destroy();
    expect(document.body.innerHTML).toBe('');
    expect(document.head.innerHTML).toBe('');
    expect(new Set(Object.keys(window))).toEqual(before);
    fireEvent(document, new Event('visibilitychange'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(visit.server.asked('/notices')).toBe(1);
  });

  it('stands once or not at all after any order of any callbacks, and tells amoCRM’s page nothing', async () => {
    const widget = await visit.load();
    const names = [
      'render',
      'init',
      'bind_actions',
      'destroy',
      'onSave',
      'settings',
      'initMenuPage',
      'advancedSettings',
    ] as const;
    const errors = jest.fn();
    window.addEventListener('error', errors);
    window.addEventListener('unhandledrejection', errors);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 12 }), (calls) => {
        for (const name of calls) widget.callbacks[name]();
        const last = calls.findLast((name) => ['render', 'init', 'bind_actions', 'destroy'].includes(name));
        const standing = document.querySelectorAll('[data-rocket-widget]').length;
        if (last) expect([calls, standing]).toEqual([calls, last === 'destroy' ? 0 : 1]);
        widget.callbacks.destroy();
        expect(document.body.innerHTML).toBe('');
      }),
    );
    window.removeEventListener('error', errors);
    window.removeEventListener('unhandledrejection', errors);
    expect(errors).not.toHaveBeenCalled();
  });

  it('tells our server of a mistake of its own once, and only that', async () => {
    const widget = await visit.load();
    jest.spyOn(Element.prototype, 'attachShadow').mockImplementation(() => {
      throw new Error('no shadow today');
    });
    widget.callbacks.render();
    widget.callbacks.init();
    await waitFor(() => expect(visit.server.asked('/troubles')).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(visit.server.asked('/troubles')).toBe(1);
    jest.mocked(Element.prototype.attachShadow).mockRestore();
    widget.callbacks.destroy();
    document.body.innerHTML = '';
  });

  it('says that its screens did not come, and tries again when asked', async () => {
    await visit.enter();
    visit.screens = 'missing';
    fireEvent.click(corner().getByRole('button'));
    expect(await corner().findByRole('alert')).toHaveTextContent('Эта часть Rocket не загрузилась');
    visit.screens = 'there';
    fireEvent.click(corner().getByRole('button', { name: 'Повторить' }));
    expect(await corner().findByRole('dialog')).toBeInTheDocument();
  });

  it('comes back after a move to another area, with what it knew', async () => {
    visit.server.notices = [aNotice(1)];
    const widget = await visit.enter();
    await corner().findByLabelText('Rocket: 1 новое уведомление');
    widget.callbacks.destroy();
    widget.callbacks.render();
    expect(corner().getByLabelText('Rocket: 1 новое уведомление')).toBeInTheDocument();
  });

  it('replaces the guest that another copy of the script left standing', async () => {
    await visit.enter();
    await visit.enter();
    expect(document.querySelectorAll('[data-rocket-widget]')).toHaveLength(1);
  });

  it('is not seen before it is installed, and asks nothing of the server', async () => {
    await visit.enter({ get_install_status: () => 'install' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(document.body.innerHTML).toBe('');
    expect(visit.server.calls).toEqual([]);
  });

  it('keeps a failure of its own inside its own element', async () => {
    const widget = await visit.load();
    jest.spyOn(Element.prototype, 'attachShadow').mockImplementationOnce(() => {
      throw new Error('the page has its own idea of shadow roots');
    });
    expect(widget.callbacks.render()).toBe(true);
    expect(inside()).toHaveTextContent('Rocket не смог показать эту часть страницы');
    widget.callbacks.destroy();
    expect(document.body.innerHTML).toBe('');
  });

  it('survives a page where nothing is as documented', async () => {
    const odd = () => {
      throw new Error('not today');
    };
    const widget = await visit.enter({
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
    await visit.enter();
    expect(corner().getByLabelText('Rocket: open notices and balance')).toBeInTheDocument();
    expect(inside().dataset['theme']).toBe('dark');
  });

  it('keeps the keys pressed in it from the hot keys of amoCRM', async () => {
    await visit.enter();
    const heard = jest.fn();
    document.addEventListener('keydown', heard);
    fireEvent.keyDown(corner().getByRole('button'), { key: 'd', composed: true });
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
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
    visit.server.state = aState({ products: [aProduct(1, { productName: 'Телефония' })] });
    const body = settings();
    const widget = await visit.enter();
    widget.callbacks.settings([body]);
    widget.callbacks.settings([body]);
    expect(await within(inside(body, 'page')).findByText('Телефония')).toBeInTheDocument();
    expect(body.querySelectorAll('[data-rocket-widget]')).toHaveLength(1);
    widget.callbacks.destroy();
    expect(body.querySelector('[data-rocket-widget]')).toBeNull();
  });

  it('ask for consent before Install, and write it where amoCRM waits for it', async () => {
    const body = settings();
    const field = body.querySelector('input');
    const changed = jest.fn();
    field?.addEventListener('change', changed);
    (await visit.load({ get_install_status: () => 'install' })).callbacks.settings([body]);
    const box = await within(inside(body, 'page')).findByRole('checkbox', { name: /передачу данных/ });
    fireEvent.click(box);
    expect(field?.value).toBe('yes');
    expect(changed).toHaveBeenCalled();
    fireEvent.click(box);
    expect(field?.value).toBe('');
    expect(visit.server.calls).toEqual([]);
  });

  it.each(['initMenuPage', 'advancedSettings'] as const)('fill the work area on %s', async (callback) => {
    const area = document.body.appendChild(document.createElement('div'));
    area.id = 'work-area-rocket';
    const widget = await visit.load();
    widget.callbacks[callback]({ location: 'widget_page', item_code: 'rocket' });
    expect(await within(inside(area, 'page')).findByText('5 000,00 ₽')).toBeInTheDocument();
  });
});
