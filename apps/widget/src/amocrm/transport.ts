import type { ProblemDto, WidgetNoticesDto } from '@rocket/contracts';
import { Refusal, refusalOf, type WidgetApi } from '../widget-api';
import { pageLanguage, settingsOf, type AmoWidget } from './amocrm-page';

const patience = 15_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | null;
}

/** One request with the caller's one-time token on it. Rejects when there was no answer. */
export type Carry = (
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** The calls of the widget over any carrier. `origin` is scheme and host, without a path. */
export function createWidgetApi(origin: string, carry: Carry): WidgetApi {
  const base = `${origin}/api/v1/widget`;
  let etag: string | null = null;
  // If-None-Match makes the browser ask for leave to send it; where a server or a proxy gives none, do without.
  let mayBeConditional = true;

  async function ask(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await carry(method, base + path, { accept: 'application/json', ...headers }).catch(() => {
      throw new Refusal('offline', 0);
    });
    if (answer.status === 0) throw new Refusal('offline', 0);
    if (answer.status >= 400) throw refusalFrom(answer);
    return answer;
  }

  return {
    state: async () => parsed(await ask('GET', `/state?lang=${pageLanguage()}`)),
    notices: async () => {
      const isConditional = mayBeConditional && etag !== null;
      const answer = await ask(
        'GET',
        `/notices?lang=${pageLanguage()}`,
        isConditional ? { 'if-none-match': etag ?? '' } : {},
      ).catch((error) => {
        if (isConditional && refusalOf(error).code === 'offline') mayBeConditional = false;
        throw error;
      });
      if (answer.status === 304) return 'unchanged';
      const list = parsed<WidgetNoticesDto>(answer);
      // Only now: a list that could not be read must be asked for again in full.
      etag = answer.etag;
      return list;
    },
    markSeen: async (id) => void (await ask('POST', `/notices/${encodeURIComponent(id)}/seen`)),
    refusePrice: async (changeId) =>
      void (await ask('POST', `/price-changes/${encodeURIComponent(changeId)}/refusal`)),
    panelLink: async () => parsed(await ask('POST', '/panel-link')),
  };
}

function parsed<T>(answer: Answer): T {
  try {
    return JSON.parse(answer.body) as T;
  } catch {
    throw new Refusal('unexpected_answer', answer.status);
  }
}

function refusalFrom(answer: Answer): Refusal {
  try {
    const problem = JSON.parse(answer.body) as ProblemDto & { connectUrl?: unknown };
    return new Refusal(
      typeof problem.code === 'string' ? problem.code : 'unexpected_answer',
      answer.status,
      problem.detail ?? null,
      typeof problem.connectUrl === 'string' ? problem.connectUrl : null,
    );
  } catch {
    return new Refusal('unexpected_answer', answer.status);
  }
}

/** amoCRM's `$authorizedAjax` where the page has it, else `fetch` with a token asked from amoCRM. */
export function carrierOf(current: () => AmoWidget): Carry {
  return (method, url, headers) => {
    const widget = current();
    return typeof widget.$authorizedAjax === 'function'
      ? carryByAmocrm(widget, method, url, headers)
      : carryByFetch(askToken(widget), method, url, headers);
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
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const options = {
    url,
    method,
    type: method,
    dataType: 'text',
    headers,
    timeout: patience,
    global: false,
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
  token: () => Promise<string>,
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'x-auth-token': await token() },
    credentials: 'omit',
    signal: AbortSignal.timeout(patience),
  });
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') };
}

/** Undocumented, used by several public widgets; our fallback for pages without `$authorizedAjax` only. */
function askToken(widget: AmoWidget): () => Promise<string> {
  return async () => {
    const client = settingsOf(widget).oauth_client_uuid ?? '';
    const path = `/ajax/v2/integrations/${encodeURIComponent(client)}/disposable_token`;
    const response = await fetch(path, { headers: { 'x-requested-with': 'XMLHttpRequest' } });
    const { token } = (await response.json()) as { token: string };
    return token;
  };
}
