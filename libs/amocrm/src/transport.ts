import { AmoError, type AmoErrorCode } from './amo-error';
import type { AmoSettings } from './settings';

/** One request as amocrm-js asks its transport for it. */
export interface AmoRequest {
  readonly host: string;
  readonly method: string;
  /** Path with query, or an absolute address of which only path and query are used: we never leave `host`. */
  readonly url: string;
  readonly body?: object | undefined;
  readonly bearer?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in the form amocrm-js expects of its transport. */
export interface AmoAnswer {
  readonly response: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
  readonly data: unknown;
}

const TIMEOUT_MS = 15_000;
const NO_CONTENT = 204;
/** Requests amoCRM turned away by 429 were not carried out, so each may go again, whatever it was. */
const TRIES = 3;

const CODES: Readonly<Record<number, AmoErrorCode>> = {
  401: 'amo_unauthorized',
  402: 'amo_payment_required',
  403: 'amo_forbidden',
  404: 'amo_not_found',
  429: 'amo_rate_limited',
};

/** Redirects count as "not answering as amoCRM does": we do not carry a token to where a redirect points. */
const codeOf = (status: number): AmoErrorCode =>
  CODES[status] ?? (status >= 400 && status < 500 ? 'amo_rejected' : 'amo_unavailable');

/** OAuth errors are told apart by `hint`; `title` and `detail` come in the account's language (facts §1.5). */
function hintOf(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const hint = typeof body === 'object' && body !== null && 'hint' in body ? body.hint : undefined;
    return typeof hint === 'string' ? hint.slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}

const unavailable = (cause: 'network' | 'timeout' | 'body', detail: string, status?: number): AmoError =>
  new AmoError('amo_unavailable', detail, status === undefined ? { cause } : { cause, status });

/** Where a request really goes: the account's own host over HTTPS, or the emulator. */
function addressOf(request: AmoRequest, baseUrl: string | undefined): URL {
  const asked = new URL(request.url, `https://${request.host}`);
  return new URL(`${asked.pathname}${asked.search}`, baseUrl ?? `https://${request.host}`);
}

/** Sends a request in its turn, and again when amoCRM asks to wait (facts §1.6). @throws AmoError as `sendOnce` does */
export async function sendToAmo(request: AmoRequest, settings: AmoSettings): Promise<AmoAnswer> {
  const { pace } = settings;
  for (let attempt = 1; ; attempt += 1) {
    await pace?.turn(request.host);
    try {
      return await sendOnce(request, settings);
    } catch (error) {
      if (!pace || !(error instanceof AmoError) || error.code !== 'amo_rate_limited') throw error;
      await pace.tooMany(request.host);
      if (attempt === TRIES) throw error;
    }
  }
}

/**
 * Sends one request with fetch instead of amocrm-js' own transport, which knows only HTTPS on port 443, breaks
 * a Cyrillic letter on a chunk boundary, takes any status for success and waits for ever (facts §5.2).
 * 204 and an empty body answer `null`.
 * @throws AmoError by status (§1.5); `amo_unavailable` with `cause` when nothing usable came back
 */
async function sendOnce(request: AmoRequest, settings: AmoSettings): Promise<AmoAnswer> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'User-Agent': 'rocket-market/1.0',
    'X-Client-UUID': settings.clientId,
    ...request.headers,
    ...(request.bearer === undefined ? {} : { Authorization: `Bearer ${request.bearer}` }),
    ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(settings.baseUrl === undefined ? {} : { 'X-Amo-Account-Host': request.host }),
  };
  let status: number;
  let text: string;
  let answerHeaders: Headers;
  try {
    const response = await fetch(addressOf(request, settings.baseUrl), {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS),
    });
    status = response.status;
    answerHeaders = response.headers;
    // Decodes the whole body at once, so a letter split between packets stays whole.
    text = await response.text();
  } catch (error) {
    const late = (error as { name?: unknown }).name === 'TimeoutError';
    throw unavailable(late ? 'timeout' : 'network', `${request.host} did not answer`);
  }
  if (status < 200 || status > 299) {
    const hint = hintOf(text);
    throw new AmoError(codeOf(status), `${request.host} answered ${status}`, {
      status,
      ...(hint && { hint }),
    });
  }
  const response = { statusCode: status, headers: Object.fromEntries(answerHeaders) };
  if (status === NO_CONTENT || text === '') return { response, data: null };
  try {
    return { response, data: JSON.parse(text) as unknown };
  } catch {
    throw unavailable('body', `${request.host} answered something that is not JSON`, status);
  }
}
