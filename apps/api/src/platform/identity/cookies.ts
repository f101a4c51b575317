import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../config';
import { hashOf } from './secrets';

/** With https the browser itself guarantees host, path and Secure by the `__Host-` prefix. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-rm_session' : 'rm_session');

/** What is kept of the session a request came with; null: it came with none. */
export function currentSessionOf(
  { headers }: Pick<FastifyRequest, 'headers'>,
  config: AppConfig,
): Buffer | null {
  const secret = cookieOf(headers.cookie, sessionCookieName(config.secure));
  return secret ? hashOf(secret) : null;
}

export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** Between a browser's leaving for amoCRM and its coming back. */
export const amocrmCookieName = (secure: boolean): string => (secure ? '__Host-rm_amocrm' : 'rm_amocrm');

interface CookieText {
  readonly secret: string;
  readonly maxAgeSeconds: number;
}

export const setSessionCookie = (reply: FastifyReply, config: AppConfig, cookie: CookieText): void =>
  setCookie(reply, config, sessionCookieName(config.secure), cookie);

/** No script reads it, no other page's request that changes something carries it. */
export function setCookie(
  reply: FastifyReply,
  config: AppConfig,
  name: string,
  { secret, maxAgeSeconds }: CookieText,
): void {
  const parts = [
    `${name}=${secret}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${maxAgeSeconds}`,
    ...(config.secure ? ['Secure'] : []),
  ];
  void reply.header('set-cookie', parts.join('; '));
}

/**
 * Whether a request that changes something comes from our own page. Browsers send `Sec-Fetch-Site`; older
 * ones send `Origin`. A caller that sends neither is no browser, so no page made it ride on a cookie.
 */
export function isSameOrigin(request: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = request.headers;
  if (origin === undefined || origin === publicUrl) return true;
  // Served over plain http, a sandbox is reached by more than one name; behind https only its own origin is ours.
  return !publicUrl.startsWith('https:') && host !== undefined && origin === `http://${host}`;
}
