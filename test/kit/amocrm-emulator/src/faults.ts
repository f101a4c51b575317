/** What may go wrong with amoCRM. A test switches it on, acts, and switches it off. */
export interface Faults {
  /** Every call with an access token answers 401, as after the administrator disabled the integration. */
  revoked: boolean;
  /** The token endpoint does not know our id and secret: 401 without a hint. */
  unknownClient: boolean;
  /** 402: the client's amoCRM subscription has ended. */
  paymentRequired: boolean;
  /** 403 on every call: blocked for abuse. */
  blocked: boolean;
  /** 429 with an HTML body. */
  rateLimited: boolean;
  /** 504 with an HTML body. */
  gatewayTimeout: boolean;
  /** Every answer comes this many milliseconds late. */
  delayMs: number;
  /** Bodies are sent in two packets that part a Cyrillic letter. */
  splitUtf8: boolean;
  /** The old refresh token works until the new pair is first used (Kommo's reading, facts §1.4). */
  rotationGrace: boolean;
  /** So many next requests are cut off before anything was done. */
  dropRequests: number;
  /** So many next requests are done, and their answer is lost on the way. */
  dropAnswers: number;
  /** More requests of one account within a second answer 429; `null` is no limit. */
  requestsPerSecond: number | null;
  /** Faults hit only this account; `null` hits all. */
  onlyAccount: number | null;
}

export const noFaults = (): Faults => ({
  revoked: false,
  unknownClient: false,
  paymentRequired: false,
  blocked: false,
  rateLimited: false,
  gatewayTimeout: false,
  delayMs: 0,
  splitUtf8: false,
  rotationGrace: false,
  dropRequests: 0,
  dropAnswers: 0,
  requestsPerSecond: null,
  onlyAccount: null,
});

export interface PlainAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const html = (status: number, title: string): PlainAnswer => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<html><head><title>${status} ${title}</title></head><body><center><h1>${status} ${title}</h1></center><hr><center>nginx</center></body></html>`,
});
const problem = (status: number, title: string, detail: string): PlainAnswer => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ title, type: `https://httpstatus.es/${status}`, status, detail }),
});

/** The answer a switched-on fault gives instead of the real one. */
export function faultAnswer(faults: Faults, path: string): PlainAnswer | null {
  if (faults.rateLimited) return html(429, 'Too Many Requests');
  if (faults.gatewayTimeout) return html(504, 'Gateway Time-out');
  if (faults.blocked) return problem(403, 'Forbidden', 'Доступ к аккаунту ограничен');
  if (!path.startsWith('/api/')) return null;
  if (faults.revoked) return problem(401, 'Unauthorized', 'Неверный логин или пароль');
  if (faults.paymentRequired) return problem(402, 'Payment Required', 'Аккаунт не оплачен');
  return null;
}
