import type {
  AjaxOptions,
  AmoSdk,
  DemoSettings,
  Manifest,
  Query,
  QueryFactory,
  Thenable,
  Toast,
} from './types';

/**
 * What amoCRM's page offers to a widget: `APP`, the modal, and the methods put into the widget's prototype (facts
 * §3.5–3.7). Sent to the browser as its own text, so it refers to nothing outside of itself.
 */
export function amoSdk($: QueryFactory, settings: DemoSettings): AmoSdk {
  const account = settings.accounts.find(({ id }) => id === settings.accountId)!;
  const user = account.users.find(({ id }) => id === settings.userId)!;
  /** amoCRM hands the same token out again for about 25 minutes. */
  const TOKEN_MS = 25 * 60_000;
  /** `?lang=en` and `?theme=dark` show the page of a user who chose so. */
  const chosen = new URLSearchParams(window.location.search);
  const language = chosen.get('lang') ?? 'ru';
  let area = 'lcard';
  let token: { text: string; until: number } | null = null;

  function toast(message: Toast, kind: 'message' | 'error'): void {
    const card = document.createElement('div');
    card.className = `toast toast-${kind}`;
    card.setAttribute('role', kind === 'error' ? 'alert' : 'status');
    const header = document.createElement('strong');
    header.textContent = message.header ?? '';
    const text = document.createElement('span');
    text.textContent = message.text ?? '';
    card.append(header, text);
    if (message.link) {
      const link = document.createElement('a');
      link.href = message.link;
      link.textContent = 'Открыть';
      card.append(link);
    }
    document.getElementById('toasts')?.append(card);
    setTimeout(() => card.remove(), 8000);
  }

  const constants: Record<string, unknown> = {
    user: {
      id: user.id,
      name: user.name,
      login: user.email,
      theme: chosen.get('theme') ?? 'light',
      lang: user.lang,
      api_key: '',
    },
    account: {
      id: account.id,
      name: account.name,
      subdomain: account.subdomain,
      timezone: account.timeZone,
      language,
    },
    managers: Object.fromEntries(
      account.users.map((one) => [
        one.id,
        {
          id: one.id,
          title: one.name,
          option: one.name,
          login: one.email,
          active: one.isActive,
          free_user: one.isFree ? 'Y' : 'N',
          is_admin: one.isAdmin ? 'Y' : 'N',
        },
      ]),
    ),
    user_rights: { is_admin: user.isAdmin, is_free_user: user.isFree },
  };

  const pageAreas: Readonly<Record<string, string>> = {
    lcard: 'leads_card',
    llist: 'leads',
    settings: 'widgetsSettings',
    advanced_settings: `advanced-settings:${settings.widgetCode}`,
    widget_page: `widget-page:${settings.widgetCode}`,
  };
  const app = {
    lang_id: language,
    constant: (name: string) => constants[name],
    isCard: () => area === 'lcard',
    getBaseEntity: () => (area === 'lcard' || area === 'llist' ? 'leads' : ''),
    getWidgetsArea: () => pageAreas[area] ?? area,
    get data() {
      return { current_card: area === 'lcard' ? { id: 7_340_125, user: user.id } : null };
    },
    notifications: {
      show_message: (message: Toast) => toast(message, 'message'),
      show_message_error: (message: Toast) => toast(message, 'error'),
      show_notification: (notice: { text?: Toast; type?: string }) =>
        toast(notice.text ?? {}, notice.type === 'error' ? 'error' : 'message'),
    },
    addNotificationCallback: () => undefined,
    sdk: { showUserStatus: () => undefined },
  };
  Object.assign(window, { APP: app, AMOCRM: app });

  class Modal {
    private readonly overlay = document.createElement('div');
    private readonly onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') this.destroy();
    };
    constructor(
      private readonly options: {
        class_name?: string;
        init?: (body: Query) => void;
        destroy?: () => unknown;
      },
    ) {
      this.overlay.className = 'modal-overlay';
      const frame = document.createElement('div');
      frame.className = `modal ${options.class_name ?? ''}`;
      frame.setAttribute('role', 'dialog');
      frame.setAttribute('aria-modal', 'true');
      frame.innerHTML =
        '<button type="button" class="modal-close" aria-label="Закрыть">×</button><div class="modal-body"></div>';
      this.overlay.append(frame);
      document.body.append(this.overlay);
      frame.querySelector('.modal-close')?.addEventListener('click', () => this.destroy());
      document.addEventListener('keydown', this.onKey);
      options.init?.($(frame.querySelector('.modal-body')!));
    }
    destroy(): void {
      if (this.options.destroy?.() === false) return;
      document.removeEventListener('keydown', this.onKey);
      this.overlay.remove();
    }
  }

  const word = (words: object, path: string): string => {
    const found = path
      .split('.')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], words);
    return typeof found === 'string' ? found : path;
  };

  async function disposableToken(): Promise<string> {
    if (token && token.until > Date.now()) return token.text;
    const address = `/ajax/v2/integrations/${settings.clientId}/disposable_token`;
    const answer = await fetch(`${address}?who=${settings.accountId}.${settings.userId}`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    const { token: text } = (await answer.json()) as { token: string };
    token = { text, until: Date.now() + TOKEN_MS };
    return text;
  }

  function authorizedAjax(options: AjaxOptions): Thenable {
    const answer = $.Deferred();
    const { success, error, complete, ...request } = options;
    const attempt = async (again: boolean): Promise<void> => {
      const headers = { ...request.headers, 'X-Auth-Token': await disposableToken() };
      $.ajax({
        ...request,
        headers,
        success: (data, status, xhr) => {
          success?.(data, status, xhr);
          answer.resolve(data, status, xhr);
          complete?.(xhr, status);
        },
        error: (xhr, status, text) => {
          const refused = (xhr as XMLHttpRequest).status === 401;
          if (refused) token = null;
          // A jump of the sandbox clock ages the token at once; by that clock the 25 minutes have passed.
          if (refused && again) return void attempt(false);
          error?.(xhr, status, text);
          answer.reject(xhr, status, text);
          complete?.(xhr, status);
        },
      });
    };
    attempt(true).catch((reason: unknown) => answer.reject(reason));
    return answer.promise();
  }

  /** Puts amoCRM's methods where it puts them: into the prototype of the widget's constructor. */
  function equip(Widget: { prototype: object }, manifest: Manifest, words: object): void {
    const version = manifest.widget?.version ?? '0.0.0';
    const path = settings.widgetPath.replace(/\/$/, '');
    const own: Record<string, unknown> = {
      widget_code: settings.widgetCode,
      path,
      images_path: `${path}/images`,
      version,
      id: 972,
      status: account.installed ? 'installed' : 'install',
      active: account.installed ? 'Y' : 'N',
      widget_active: account.installed ? 'Y' : 'N',
      oauth_client_uuid: settings.clientId,
    };
    const template = (data: string, params: Record<string, unknown> = {}): string =>
      data.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => String(word(params, name)));
    Object.assign(Widget.prototype, {
      params: own,
      langs: words,
      get_settings: () => own,
      set_settings: (more: object) => void Object.assign(own, more),
      get_version: () => version,
      get_install_status: () => (account.installed ? 'installed' : 'install'),
      set_lang: () => undefined,
      i18n: (name: string) => {
        const found = name.split('.').reduce<unknown>((inner, key) => (inner as never)?.[key], words);
        return found ?? name;
      },
      system: () => ({
        area,
        amouser_id: user.id,
        amouser: user.email,
        amohash: '',
        domain: account.host,
        server: account.host.split('.').slice(1).join('.'),
        subdomain: account.subdomain,
      }),
      render: (what: { data?: string }, params?: Record<string, unknown>) =>
        template(what.data ?? '', params),
      render_template: (
        what: { caption?: { class_name?: string; html?: string }; body?: string; render?: string },
        params?: Record<string, unknown>,
      ) => {
        const panel = document.getElementById('widget-panel');
        if (!panel) return;
        const box = document.createElement('section');
        box.className = `card-widgets__widget card-widgets__widget-${settings.widgetCode}`;
        box.innerHTML = `<header class="card-widgets__caption ${what.caption?.class_name ?? ''}">${
          what.caption?.html ?? word(words, manifest.widget?.name ?? '')
        }</header><div class="card-widgets__body">${what.body ?? ''}${template(what.render ?? '', params)}</div>`;
        panel.querySelector(`.card-widgets__widget-${settings.widgetCode}`)?.remove();
        panel.append(box);
      },
      $authorizedAjax: authorizedAjax,
      list_selected: () => ({ selected: [] }),
      widgetsOverlay: () => undefined,
      add_action: () => undefined,
      add_source: () => undefined,
      get_current_card_contacts_data: () => Promise.resolve([]),
    });
  }

  return { Modal, equip, word, language, setArea: (next) => void (area = next) };
}
