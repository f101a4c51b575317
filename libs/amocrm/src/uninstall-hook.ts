import { createHmac, timingSafeEqual } from 'node:crypto';
import { AmoError } from './amo-error';
import { textIn, type Query } from './query';
import type { AmoSettings } from './settings';

const refuse = (field: string): AmoError =>
  new AmoError('uninstall_hook_invalid', `The hook's ${field} does not hold`, { field });

/**
 * Vouches for the access-revoked hook: `signature` is hex HMAC-SHA256 of `client_uuid|account_id` under the
 * client secret; older hooks call the id `client_id` (facts §1.9 with its test vector). It has no time in it, so
 * a captured address can be replayed for ever, and one user's revocation sends it too: the caller makes it
 * idempotent and asks amoCRM (401) before it takes the account for gone.
 * @throws AmoError `uninstall_hook_invalid` with `facts.field`
 */
export function verifyUninstallHook(
  query: Query,
  settings: Pick<AmoSettings, 'clientId' | 'clientSecrets'>,
): { amocrmAccountId: number } {
  const clientId = textIn(query, 'client_uuid', refuse) ?? textIn(query, 'client_id', refuse);
  if (clientId !== settings.clientId) throw refuse('client_uuid');
  const accountId = textIn(query, 'account_id', refuse) ?? '';
  if (!/^[1-9]\d{0,14}$/.test(accountId)) throw refuse('account_id');
  const signature = textIn(query, 'signature', refuse) ?? '';
  if (!/^[0-9a-f]{64}$/i.test(signature)) throw refuse('signature');
  const given = Buffer.from(signature, 'hex');
  const holds = settings.clientSecrets
    .filter((secret) => secret !== '')
    .map((secret) => createHmac('sha256', secret).update(`${clientId}|${accountId}`).digest())
    .map((expected) => timingSafeEqual(expected, given))
    .includes(true);
  if (!holds) throw refuse('signature');
  return { amocrmAccountId: Number(accountId) };
}
