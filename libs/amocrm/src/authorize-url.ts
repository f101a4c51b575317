import { AmoError } from './amo-error';
import { isAllowedAmoHost } from './hosts';

/**
 * The address where a user grants us access (facts §1.2). `popup` brings the opener to our redirect URI,
 * `post_message` the dialog itself. `baseUrl` is the emulator's, outside production.
 * @throws AmoError `amo_rejected` for a host that is not amoCRM's
 */
export function authorizeUrl(to: {
  readonly clientId: string;
  readonly state: string;
  readonly mode: 'popup' | 'post_message';
  /** `www.amocrm.ru` unless told; `www.kommo.com` for the other platform. */
  readonly host?: string;
  readonly baseUrl?: string;
}): string {
  const host = to.host ?? 'www.amocrm.ru';
  if (!isAllowedAmoHost(host)) throw new AmoError('amo_rejected', 'Not a host of amoCRM', { reason: 'host' });
  const url = new URL('/oauth', to.baseUrl ?? `https://${host}`);
  url.search = new URLSearchParams({ client_id: to.clientId, state: to.state, mode: to.mode }).toString();
  return url.href;
}
