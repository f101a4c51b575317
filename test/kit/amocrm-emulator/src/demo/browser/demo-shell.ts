import type { AmoSdk, DemoSettings, QueryFactory } from './types';
import type { WidgetDriver } from './widget-driver';

/**
 * The page around the widget: areas, the settings dialog, the developer strip. Sent to the browser as its own text.
 */
export function demoShell(
  $: QueryFactory,
  sdk: AmoSdk,
  demo: DemoSettings,
  driver: WidgetDriver | null,
  trouble: string | null,
): void {
  const account = demo.accounts.find(({ id }) => id === demo.accountId)!;
  const workArea = document.getElementById('work_area')!;
  const page = (name: string): string => document.getElementById(`page-${name}`)!.innerHTML;

  /** Our widget goes by the name its own dictionary gives it. */
  function nameWidget(inside: Element): void {
    const name = driver ? sdk.word(driver.words, driver.manifest.widget?.name ?? '') : 'Виджет';
    inside.querySelectorAll('[data-widget-name]').forEach((place) => (place.textContent = name));
    inside.querySelectorAll('[data-widget-mark]').forEach((place) => (place.textContent = name.slice(0, 1)));
  }

  function show(area: string, html: string): void {
    workArea.innerHTML = html;
    nameWidget(workArea);
    document
      .querySelectorAll('[data-area]')
      .forEach((item) => item.classList.toggle('is-current', item.getAttribute('data-area') === area));
  }

  function openSettings(): void {
    const modal = new sdk.Modal({
      class_name: 'widget-settings-modal',
      init: (body) => {
        body.html(page('widget-modal'));
        nameWidget(body[0]!);
        const form = body.find('.widget_settings_block__fields');
        Object.entries(driver?.manifest.settings ?? {}).forEach(([code, field]) => {
          const row = document.createElement('label');
          row.className = 'widget_settings_block__item_field';
          row.textContent = sdk.word(driver?.words ?? {}, field.name);
          row.hidden = field.type === 'custom';
          const input = document.createElement('input');
          // What was once saved stands in the form again; a required field could not have been saved empty.
          const saved = account.installed && field.required ? '1' : '';
          Object.assign(input, {
            name: code,
            type: field.type === 'pass' ? 'password' : 'text',
            value: saved,
          });
          row.append(input);
          form.append(row);
        });
        body.find('.js-widget-install').text(account.installed ? 'Сохранить' : 'Установить');
        body.find('.js-widget-install').on('click', () => void save());
        driver?.settings(body);
        async function save(): Promise<void> {
          const fields: Record<string, string> = {};
          body.find('input[name]').each((_, input) => {
            const { name, value, type, checked } = input as HTMLInputElement;
            fields[name] = type === 'checkbox' && !checked ? '' : value;
          });
          const missing = Object.entries(driver?.manifest.settings ?? {}).filter(
            ([code, field]) => field.required && !fields[code],
          );
          body.find('.widget_settings_error').text(missing.length ? 'Заполните обязательные поля' : '');
          if (missing.length || driver?.save('Y', fields) === false) return;
          modal.destroy();
          if (!account.installed) await act('install');
        }
      },
    });
  }

  /** A product of somebody else draws itself: its panel is a page of its own back end, which is told who looks at what. */
  async function addProductCard(): Promise<void> {
    const product = demo.product;
    const panel = document.getElementById('widget-panel');
    if (!product || !panel || !account.installed) return;
    const address = `/ajax/v2/integrations/${product.clientId}/disposable_token?who=${demo.accountId}.${demo.userId}`;
    const { token } = (await (await fetch(address)).json()) as { token: string };
    const section = document.createElement('section');
    section.className = 'card-widgets__widget';
    const caption = document.createElement('div');
    caption.className = 'card-widgets__caption';
    caption.textContent = product.title;
    const frame = document.createElement('iframe');
    frame.title = product.title;
    frame.className = 'card-product';
    const contact = Object.fromEntries(
      Array.from(document.querySelectorAll('[data-contact]'), (field) => [
        field.getAttribute('data-contact') ?? '',
        field.textContent ?? '',
      ]),
    );
    frame.src = `${product.cardUrl}#${new URLSearchParams({ ...contact, token, lang: sdk.language }).toString()}`;
    section.append(caption, frame);
    panel.append(section);
  }

  const menuTitle = (item: string, subitem: string | undefined): string => {
    const entry = driver?.manifest.left_menu?.[item];
    const title = subitem === undefined ? entry?.title : entry?.submenu?.[subitem]?.title;
    return sdk.word(driver?.words ?? {}, title ?? item);
  };

  function go(target: string): void {
    const [area = 'lcard', item = '', subitem] = target.split(':');
    if (area === 'widget_page' || area === 'advanced_settings') {
      const title =
        area === 'widget_page'
          ? menuTitle(item, subitem)
          : sdk.word(driver?.words ?? {}, driver?.manifest.advanced?.title ?? '');
      show(target, page('widget-area'));
      workArea.querySelector('h1')!.textContent = title;
    } else show(target, page(area));
    driver?.enter(area);
    if (area === 'lcard') void addProductCard();
    if (area === 'advanced_settings') driver?.advancedSettings();
    if (area === 'widget_page') driver?.menuPage(item, subitem);
  }

  async function act(name: 'install' | 'uninstall'): Promise<void> {
    const status = document.getElementById('dev-status')!;
    status.textContent = name === 'install' ? 'Устанавливаем…' : 'Удаляем…';
    if (name === 'uninstall') driver?.disable();
    const answer = await fetch(`/demo/${name}?who=${demo.accountId}.${demo.userId}`, { method: 'POST' });
    const { status: seen } = (await answer.json()) as { status: number | null };
    const fine = seen !== null && seen < 400;
    status.textContent = fine ? 'Готово' : `Сервер интеграции ответил: ${seen ?? 'нет ответа'}`;
    // The token exchange goes on after the answer; a moment later the page can be drawn anew.
    if (fine) setTimeout(() => window.location.reload(), 1200);
  }

  function addLeftMenu(): void {
    const menu = document.getElementById('nav_menu')!;
    Object.entries(driver?.manifest.left_menu ?? {}).forEach(([item, entry]) => {
      const places = [[`widget_page:${item}`, entry.title] as const].concat(
        Object.entries(entry.submenu ?? {}).map(
          ([code, sub]) => [`widget_page:${item}:${code}`, sub.title] as const,
        ),
      );
      places.forEach(([area, title], index) => {
        const button = document.createElement('button');
        Object.assign(button, {
          type: 'button',
          className: index ? 'nav-item nav-sub' : 'nav-item nav-widget',
        });
        button.dataset['area'] = area;
        button.textContent = sdk.word(driver?.words ?? {}, title);
        menu.append(button);
      });
    });
  }

  function fillStrip(): void {
    const strip = document.getElementById('dev-strip')!;
    const select = strip.querySelector('select')!;
    demo.accounts.forEach((one) =>
      one.users
        .filter((user) => !user.isFree)
        .forEach((user) => {
          const role = user.isAdmin ? 'администратор' : 'сотрудник';
          const here = one.id === demo.accountId && user.id === demo.userId;
          select.add(new Option(`${one.name} · ${user.name} (${role})`, `${one.id}.${user.id}`, here, here));
        }),
    );
    select.disabled = false;
    select.addEventListener('change', () => window.location.assign(`/demo?who=${select.value}`));
    document.getElementById('dev-installed')!.textContent = account.installed
      ? 'Установлен'
      : 'Не установлен';
    strip.dataset['installed'] = String(account.installed);
    const button = (id: string, name: 'install' | 'uninstall', hidden: boolean): void => {
      const element = document.getElementById(id) as HTMLButtonElement;
      element.hidden = hidden;
      element.addEventListener('click', () => void act(name));
    };
    button('dev-install', 'install', account.installed);
    button('dev-uninstall', 'uninstall', !account.installed);
    if (trouble !== null) {
      const line = document.getElementById('dev-status')!;
      line.textContent = `Виджет не загружен: ${trouble}`;
      line.classList.add('is-trouble');
    }
  }

  // Pages of a widget appear with its installation.
  if (account.installed) addLeftMenu();
  else document.querySelector('[data-area^="advanced_settings"]')?.remove();
  fillStrip();
  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    const area = target.closest<HTMLElement>('[data-area]')?.dataset['area'];
    if (area) go(area);
    if (target.closest('[data-open-widget]')) openSettings();
  });
  // From here on a click is heard.
  document.querySelectorAll('[data-area]').forEach((item) => item.removeAttribute('aria-disabled'));
  workArea.removeAttribute('aria-busy');
  const user = account.users.find(({ id }) => id === demo.userId)!;
  $('#who-name').text(user.name);
  $('#who-account').text(account.name);
  go('lcard');
}
