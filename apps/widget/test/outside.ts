import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { localDate } from '@rocket/kernel';
import type {
  ConnectionQuoteDto,
  ShelfDto,
  ShelfItemDto,
  SubscriptionDto,
  WidgetNoticeDto,
  WidgetStateDto,
} from '@rocket/contracts';
import type { AjaxOptions, AmoWidget } from '../src/amocrm/amocrm-page';

/** What is outside the widget, played for its specs: the API over real HTTP, and amoCRM's page. */

export const idOf = (number: number): string => `01912345-6789-7abc-8def-${String(number).padStart(12, '0')}`;
export const rub = (amount: string) => ({ amount, currency: 'RUB' as const });

export const aNotice = (number: number, more: Partial<WidgetNoticeDto> = {}): WidgetNoticeDto => ({
  id: idOf(number),
  kind: 'charged',
  tone: 'good',
  title: `Списание ${number}`,
  text: `Списано за период ${number}`,
  createdAt: '2026-11-21T11:05:00Z',
  seenAt: null,
  asksToAcknowledge: false,
  acknowledgedAt: null,
  details: null,
  link: null,
  priceChange: null,
  ...more,
});

export const aProduct = (number: number, more: Partial<SubscriptionDto> = {}): SubscriptionDto => ({
  id: idOf(1000 + number),
  productCode: `product-${number}`,
  productName: `Продукт ${number}`,
  state: 'active',
  quantity: 1,
  unitPrice: rub('1490.00'),
  cost: rub('1490.00'),
  period: 'P1M',
  trialEndsOn: null,
  free: null,
  paidUntil: localDate('2026-12-14'),
  autoRenew: true,
  isPackage: false,
  rank: number,
  credit: rub('0.00'),
  nextPrice: null,
  priceChange: null,
  endsOn: null,
  endReason: null,
  followSeats: false,
  mayFollowSeats: false,
  nextQuantity: null,
  ...more,
});

export const aState = (more: Partial<WidgetStateDto> = {}): WidgetStateDto => ({
  account: {
    id: idOf(1),
    amocrmAccountId: 31415926,
    subdomain: 'romashka',
    name: 'ООО «Ромашка»',
    state: 'active',
    seller: 'a-seller',
    offerVersion: '2026-01',
    installedAt: '2026-11-01T08:00:00Z',
  },
  user: { id: '7', name: 'Анна', level: 'owner' },
  balance: {
    money: rub('5000.00'),
    bonus: rub('500.00'),
    total: rub('5500.00'),
    asOf: '2026-11-21T11:05:00Z',
    forecast: { emptyOn: localDate('2026-12-14'), daysLeft: 23, next30Days: rub('4470.00') },
  },
  banner: null,
  products: [],
  ...more,
});

export const anItem = (code: string, more: Partial<ShelfItemDto> = {}): ShelfItemDto => ({
  code,
  name: `Продукт ${code}`,
  kind: 'widget',
  summary: null,
  tariffUnit: 'Чат',
  prices: [{ period: 'P1M', unitPrice: rub('690.00'), minQuantity: 1, quantity: 1, cost: rub('690.00') }],
  picture: null,
  trialDays: 0,
  trial: 'none',
  subscription: null,
  promised: null,
  ...more,
});

export const aShelf = (items: ShelfItemDto[], more: Partial<ShelfDto> = {}): ShelfDto => ({
  today: localDate('2026-11-21'),
  maySpend: true,
  balance: aState().balance,
  advised: null,
  items,
  ...more,
});

export const aQuote = (more: Partial<ConnectionQuoteDto> = {}): ConnectionQuoteDto => ({
  chargedNow: rub('690.00'),
  cost: rub('690.00'),
  quantity: 1,
  period: 'P1M',
  trialEndsOn: null,
  paidUntil: localDate('2026-12-20'),
  free: null,
  nextChargeOn: localDate('2026-12-21'),
  nextCharge: rub('690.00'),
  autoRenew: true,
  ...more,
});

const token = 'a-token-signed-by-amocrm';

/** The widget's doors of the API over real HTTP, CORS included: the page is another origin, as in amoCRM. */
export class ApiServer {
  notices: WidgetNoticeDto[] = [];
  state = aState();
  shelf = aShelf([]);
  quote = aQuote();
  /** Answers of doors named here, instead of their own. */
  readonly refusals = new Map<string, { status: number; code: string; [fact: string]: unknown }>();
  allowedHeaders = 'x-auth-token, if-none-match, content-type, idempotency-key';
  panelUrl = 'https://panel.example/in#once';
  /** When set, every door answers with this problem. */
  problem: { status: number; code: string; detail?: string; connectUrl?: string } | null = null;
  /** Doors named here answer 503 though the others work. */
  brokenPaths = new Set<string>();
  /** Questions that were asked with more than a path. */
  readonly queries = new Set<string>();
  readonly calls: { method: string; path: string; status: number; key?: string }[] = [];
  private readonly server = createServer((request, response) => this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  asked(path: string): number {
    return this.calls.filter((call) => call.path === path).length;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const cors = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-headers': this.allowedHeaders,
      'access-control-allow-methods': 'GET, POST, PATCH',
      'access-control-expose-headers': 'etag',
    };
    const [path = '', query] = (request.url ?? '').replace(/^\/api\/v1(\/widget)?/, '').split('?');
    if (query !== undefined) this.queries.add(`${path}?${query}`);
    const key = request.headers['idempotency-key'];
    const end = (status: number, body?: unknown, headers: Record<string, string> = {}) => {
      if (request.method !== 'OPTIONS')
        this.calls.push({
          method: request.method ?? '',
          path,
          status,
          ...(typeof key === 'string' ? { key } : {}),
        });
      const type = status >= 400 ? 'application/problem+json' : 'application/json';
      response.writeHead(status, { ...cors, 'content-type': type, ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    if (request.method === 'OPTIONS') return end(204);
    const problem = this.refusal(request, path);
    if (problem) return end(problem.status, { type: 'about:blank', title: problem.code, ...problem });
    const no = this.refusals.get(path);
    if (no) return end(no.status, { type: 'about:blank', title: no.code, ...no });
    if (path === '/shelf') return end(200, this.shelf);
    if (path === '/quote') return end(200, this.quote);
    if (path.endsWith('/subscriptions')) return end(201, aProduct(1));
    if (path.startsWith('/subscriptions/')) return end(200, aProduct(1));
    if (path === '/state') return end(200, this.state);
    if (path === '/notices') return this.list(request, end);
    if (path === '/panel-link') return end(201, { url: this.panelUrl, expiresAt: '2026-11-21T11:10:00Z' });
    const refused = /^\/price-changes\/(.+)\/refusal$/.exec(path)?.[1];
    if (refused) {
      this.notices = this.notices.map((notice) =>
        notice.priceChange?.id === refused
          ? { ...notice, priceChange: { ...notice.priceChange, refused: true } }
          : notice,
      );
      return end(204);
    }
    if (path === '/troubles') return end(204);
    const [, id, act] = /^\/notices\/(.+)\/(seen|acknowledged)$/.exec(path) ?? [];
    const at = '2026-11-21T11:06:00Z';
    this.notices = this.notices.map((notice) =>
      notice.id === id
        ? { ...notice, seenAt: at, acknowledgedAt: act === 'seen' ? notice.acknowledgedAt : at }
        : notice,
    );
    return end(204);
  }

  private refusal(request: IncomingMessage, path: string): NonNullable<ApiServer['problem']> | null {
    if (request.headers['x-auth-token'] !== token) return { status: 401, code: 'unauthenticated' };
    return this.problem ?? (this.brokenPaths.has(path) ? { status: 503, code: 'unavailable' } : null);
  }

  private list(
    request: IncomingMessage,
    end: (status: number, body?: unknown, headers?: Record<string, string>) => void,
  ): void {
    const etag = `"${this.notices.map((notice) => notice.id.slice(-4) + notice.seenAt + notice.priceChange?.refused).join()}"`;
    if (request.headers['if-none-match'] === etag) return end(304, undefined, { etag });
    const unseen = this.notices.filter((notice) => notice.seenAt === null).length;
    end(200, { items: this.notices, unseen }, { etag });
  }
}

/** `$authorizedAjax` as amoCRM gives it: jQuery's promise over XMLHttpRequest, with the token put on. */
export function authorizedAjax(options: AjaxOptions): PromiseLike<unknown> {
  return {
    then(done: (...given: unknown[]) => void, failed: (request: unknown, word: string) => void) {
      const request = new XMLHttpRequest();
      request.open(options.method, options.url);
      for (const [name, value] of Object.entries(options.headers)) request.setRequestHeader(name, value);
      request.setRequestHeader('X-Auth-Token', token);
      // jQuery calls 304 a success without data.
      const isWell = () => (request.status >= 200 && request.status < 300) || request.status === 304;
      request.onload = () =>
        isWell() ? done(request.responseText, 'success', request) : failed(request, 'error');
      request.onerror = () => failed(request, 'error');
      request.send();
    },
  } as PromiseLike<unknown>;
}

export type Callbacks = Record<
  | 'render'
  | 'init'
  | 'bind_actions'
  | 'settings'
  | 'advancedSettings'
  | 'onSave'
  | 'destroy'
  | 'initMenuPage',
  (...given: unknown[]) => unknown
>;

/** Makes a widget as amoCRM does: its methods go into the prototype, then the constructor is called. */
export function makeWidget(
  CustomWidget: new () => unknown,
  origin: string,
  more: Partial<AmoWidget> = {},
): AmoWidget & { callbacks: Callbacks } {
  Object.assign(CustomWidget.prototype as object, {
    params: { path: `${origin}/widget`, widget_code: 'rocket' },
    get_settings: () => ({
      path: `${origin}/widget`,
      widget_code: 'rocket',
      oauth_client_uuid: 'our-client',
    }),
    get_install_status: () => 'installed',
    system: () => ({ domain: 'romashka.amocrm.ru' }),
    $authorizedAjax: authorizedAjax,
    ...more,
  });
  return new CustomWidget() as AmoWidget & { callbacks: Callbacks };
}

/** Inside our shadow root, where the document's own queries do not reach. */
export function inside(parent: ParentNode = document.body, name = 'launcher'): HTMLElement {
  const root = parent
    .querySelector(`[data-rocket-widget="${name}"]`)
    ?.shadowRoot?.querySelector<HTMLElement>('.root');
  if (!root) throw new Error(`there is no ${name} of ours`);
  return root;
}
