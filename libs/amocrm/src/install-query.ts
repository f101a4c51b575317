import { AmoError } from './amo-error';
import { isAllowedAmoHost, platformOf, type AmoPlatform } from './hosts';
import { textIn, type Query } from './query';

/** What arrives at the redirect URI (facts §1.3). */
export type InstallQuery =
  | {
      readonly kind: 'granted';
      readonly code: string;
      /** The account's host, on the allow-list. */
      readonly host: string;
      readonly state: string | null;
      /**
       * Sent by amoCRM's server after an installation, without `state`. Anybody can add this parameter: it
       * excuses from the check of `state`, so such a call must never sign a browser in.
       */
      readonly fromWidget: boolean;
      readonly platform: AmoPlatform;
    }
  | { readonly kind: 'denied'; readonly state: string | null };

const LONGEST_CODE = 4096;
const LONGEST_STATE = 1024;

const refuse = (field: string): AmoError =>
  new AmoError('install_query_invalid', `The parameter ${field} is missing or wrong`, { field }, [
    { path: field, message: 'missing or wrong' },
  ]);

/**
 * Reads the call that brings an authorization code, or the refusal of the user.
 * @param expected `clientId` of our integration, compared when amoCRM sends one; `extraHosts` for the emulator
 * @throws AmoError `install_query_invalid`, `facts.field` names the parameter: a `referer` that is not an account's
 *   host (forged, with port, path or capital letters), no `code`, a repeated parameter, another integration
 */
export function readInstallQuery(
  query: Query,
  expected: { readonly clientId?: string; readonly extraHosts?: readonly string[] } = {},
): InstallQuery {
  const state = textIn(query, 'state', refuse) ?? null;
  if (state !== null && state.length > LONGEST_STATE) throw refuse('state');
  const clientId = textIn(query, 'client_id', refuse);
  if (expected.clientId !== undefined && clientId !== undefined && clientId !== expected.clientId) {
    throw refuse('client_id');
  }
  if (textIn(query, 'error', refuse) !== undefined) return { kind: 'denied', state };
  const code = textIn(query, 'code', refuse) ?? '';
  if (!/^[\x21-\x7e]+$/.test(code) || code.length > LONGEST_CODE) throw refuse('code');
  const host = textIn(query, 'referer', refuse) ?? '';
  if (!isAllowedAmoHost(host, expected.extraHosts)) throw refuse('referer');
  const fromWidget = Object.hasOwn(query, 'from_widget');
  return { kind: 'granted', code, host, state, fromWidget, platform: platformOf(host) };
}
