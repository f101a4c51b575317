import type { WidgetNoticesDto } from '@rocket/contracts';
import { Refusal, refusalOf, type WidgetApi } from '../widget-api';
import { readEvents } from '../live/read-events';
import { pageLanguage, settingsOf, type AmoWidget } from './amocrm-page';

const patience = 15_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | null;
}

export type Method = 'GET' | 'POST' | 'PATCH';

/** One request with the caller's one-time token on it. Rejects when there was no answer. */
export type Carry = (
  method: Method,
  url: string,
  headers: Readonly<Record<string, string>>,
  /** JSON, or nothing. */
  body?: string,
) => Promise<Answer>;

/** The calls of the widget over any carrier. `origin` is scheme and host, without a path. */
export function createWidgetApi(origin: string, carry: Carry): WidgetApi {
  const base = `${origin}/api/v1`;
  // The words of the server in the language of the page.
  const lang = `?lang=${pageLanguage()}`;
  let etag: string | null = null;
  // If-None-Match makes the browser ask for leave to send it; where a server or a proxy gives none, do without.
  let mayBeConditional = true;

  async function ask(
    method: Method,
    path: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: object } = {},
  ): Promise<Answer> {
    const all = { accept: 'application/json', ...headers };
    const text = body && JSON.stringify(body);
    const answer = await carry(method, base + path, all, text).catch(() => {
      throw new Refusal('offline', 0);
    });
    if (answer.status === 0) throw new Refusal('offline', 0);
    if (answer.status >= 400) throw refusalFrom(answer);
    return answer;
  }
  const read = async <T>(path: string): Promise<T> => parsed(await ask('GET', path));
  const tell = async (path: string, body?: object): Promise<void> =>
    void (await ask('POST', path, body ? { body } : {}));

  return {
    state: () => read(`/widget/state${lang}`),
    notices: async () => {
      const isConditional = mayBeConditional && etag !== null;
      const headers: Record<string, string> = isConditional ? { 'if-none-match': etag ?? '' } : {};
      const answer = await ask('GET', `/widget/notices${lang}`, { headers }).catch((error) => {
        if (isConditional && refusalOf(error).code === 'offline') mayBeConditional = false;
        throw error;
      });
      if (answer.status === 304) return 'unchanged';
      const list = parsed<WidgetNoticesDto>(answer);
      // Only now: a list that could not be read must be asked for again in full.
      etag = answer.etag;
      return list;
    },
    note: (id, act) => tell(`/widget/notices/${encodeURIComponent(id)}/${act}`),
    refusePrice: (changeId) => tell(`/widget/price-changes/${encodeURIComponent(changeId)}/refusal`),
    panelLink: async () => parsed(await ask('POST', '/widget/panel-link')),
    streamPass: async () => parsed(await ask('POST', '/widget/stream-pass')),
    stream: async (pass, signal, heard) => {
      const response = await fetch(`${base}/widget/stream`, {
        headers: { accept: 'text/event-stream', 'x-auth-token': pass },
        credentials: 'omit',
        cache: 'no-store',
        signal,
      });
      if (!response.ok || !response.body)
        throw refusalFrom({ status: response.status, body: await response.text() });
      await readEvents(response.body, heard);
    },
    shelf: (seats) => read(`/widget/shelf${lang}${seats ? `&seats=${seats}` : ''}`),
    quote: ({ productCode, quantity, period }) =>
      read(
        `/widget/quote?${String(new URLSearchParams({ productCode, quantity: String(quantity), period }))}`,
      ),
    connect: async (accountId, wish, key) =>
      parsed(
        await ask('POST', `/accounts/${accountId}/subscriptions`, {
          headers: { 'idempotency-key': key },
          body: wish,
        }),
      ),
    switchRenewal: async (id, autoRenew) =>
      parsed(await ask('PATCH', `/subscriptions/${id}`, { body: { autoRenew } })),
    report: (trouble) => tell('/widget/troubles', trouble),
  };
}

function parsed<T>(answer: Answer): T {
  try {
    return JSON.parse(answer.body) as T;
  } catch {
    throw new Refusal('unexpected_answer', answer.status);
  }
}

function refusalFrom({ status, body }: Pick<Answer, 'status' | 'body'>): Refusal {
  try {
    const problem = JSON.parse(body) as { code?: unknown; detail?: string };
    const code = typeof problem.code === 'string' ? problem.code : 'unexpected_answer';
    return new Refusal(code, status, problem.detail ?? null, problem);
  } catch {
    return new Refusal('unexpected_answer', status);
  }
}

/** amoCRM's `$authorizedAjax` where the page has it, else `fetch` with a token asked from amoCRM. */
export function carrierOf(current: () => AmoWidget): Carry {
  return (method, url, headers, body) => {
    const widget = current();
    return typeof widget.$authorizedAjax === 'function'
      ? carryByAmocrm(widget, method, url, headers, body)
      : carryByFetch(widget, method, url, headers, body);
  };
}

/** What jQuery hands to both ends of its promise. */
interface JqueryAnswer {
  readonly status?: number;
  readonly responseText?: string;
  getResponseHeader?(name: string): string | null;
}

const answerFrom = (request: JqueryAnswer, body?: unknown): Answer => ({
  status: request.status ?? 0,
  body: request.responseText ?? (typeof body === 'string' ? body : JSON.stringify(body ?? null)),
  etag: request.getResponseHeader?.('ETag') ?? null,
});

/**
 * $authorizedAjax takes the options of jQuery's ajax, gives its promise, and adds X-Auth-Token itself.
 * The body is taken as text: jQuery would call an empty 204 or a problem+json body a parse error.
 */
function carryByAmocrm(
  widget: AmoWidget,
  method: Method,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<Answer> {
  const options = {
    url,
    method,
    type: method,
    dataType: 'text',
    headers,
    timeout: patience,
    global: false,
    ...(body === undefined ? {} : { data: body, contentType: 'application/json', processData: false }),
  } as const;
  return new Promise((resolve, reject) => {
    const sent = widget.$authorizedAjax?.(options);
    if (!sent) return reject(new Error('no request'));
    sent.then(
      // A plain promise hands over the body only; jQuery adds the status word and the request.
      (...given: unknown[]) => {
        const request = given[2] as JqueryAnswer | undefined;
        resolve(request ? answerFrom(request, given[0]) : answerFrom({ status: 200 }, given[0]));
      },
      (request: JqueryAnswer | undefined) => resolve(answerFrom(request ?? {})),
    );
  });
}

async function carryByFetch(
  widget: AmoWidget,
  method: Method,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...headers,
      'x-auth-token': await askToken(widget),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    credentials: 'omit',
    signal: AbortSignal.timeout(patience),
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') };
}

/** Undocumented, used by several public widgets; our fallback for pages without `$authorizedAjax` only. */
async function askToken(widget: AmoWidget): Promise<string> {
  const client = settingsOf(widget).oauth_client_uuid ?? '';
  const path = `/ajax/v2/integrations/${encodeURIComponent(client)}/disposable_token`;
  const response = await fetch(path, { headers: { 'x-requested-with': 'XMLHttpRequest' } });
  return ((await response.json()) as { token: string }).token;
}
