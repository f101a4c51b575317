import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;

/** A new secret as the Standard Webhooks scheme writes them. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

/**
 * The headers of one request (Standard Webhooks, Webhook metadata and Signature scheme). Several secrets while one replaces
 * another: whoever knows any of them finds its signature. `at` is when it is sent, by the time of the machine: receivers refuse what
 * is older than some minutes.
 */
export function webhookHeaders(
  secrets: readonly string[],
  message: { readonly id: string; readonly at: Date; readonly body: string },
): Record<string, string> {
  const { id, at, body } = message;
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Rocket-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
