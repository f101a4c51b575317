import { randomUUID } from 'node:crypto';
import type { Stage } from './http';
import { accessToken, grantedUrl } from './oauth-door';
import { hookSignature, signJwt } from './signing';
import { hostOf } from './world';

/** amoCRM waits three seconds for our answer, does not look at it and never asks again (facts §1.3). */
const PATIENCE_MS = 3000;
const DISPOSABLE_SECONDS = 1800;

async function knock(url: string): Promise<number | null> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}

/**
 * The administrator pressed "Install" in the market: amoCRM calls the redirect URI from its server.
 * @returns the status of the answer for the test's own curiosity; `null` when none came in three seconds
 */
export async function install(stage: Stage, accountId: number, widgetCode: string): Promise<number | null> {
  const account = stage.world.account(accountId);
  const url = new URL(await grantedUrl(stage, accountId, stage.world.adminOf(accountId).id, null));
  url.searchParams.set('from_widget', '1');
  account.installed = true;
  account.widgets[widgetCode] = { consent: '1' };
  stage.keep();
  return knock(url.href);
}

/** The administrator removed the integration: tokens die at once, and the signed hook is sent. */
export async function uninstall(stage: Stage, accountId: number): Promise<number | null> {
  stage.world.revoke(accountId);
  stage.keep();
  return tellOfRevocation(stage, accountId);
}

/** One user took back what they had granted: the same hook is sent, and the integration stays (facts §1.9). */
export async function revokeUser(stage: Stage, accountId: number, userId: number): Promise<number | null> {
  stage.world.revokeUser(accountId, userId);
  stage.keep();
  return tellOfRevocation(stage, accountId);
}

async function tellOfRevocation(stage: Stage, accountId: number): Promise<number | null> {
  if (stage.hookUrl === null) return null;
  const url = new URL(stage.hookUrl);
  url.searchParams.set('account_id', String(accountId));
  url.searchParams.set('client_uuid', stage.clientId);
  url.searchParams.set('signature', hookSignature(stage.clientId, accountId, stage.clientSecret));
  return knock(url.href);
}

/** The one-time JWT that the widget sends as `X-Auth-Token` (facts §2); says nothing of `is_admin`. */
export async function disposableToken(
  stage: Stage,
  accountId: number,
  userId: number,
  integration: Pick<Stage, 'clientId' | 'clientSecret'> = stage,
): Promise<string> {
  const account = stage.world.account(accountId);
  const user = stage.world.user(accountId, userId);
  const iat = Math.floor((await stage.now()).getTime() / 1000);
  const { protocol, hostname } = new URL(stage.redirectUri);
  const claims = {
    iss: `https://${hostOf(account)}`,
    aud: `${protocol}//${hostname}`,
    jti: randomUUID(),
    iat,
    nbf: iat,
    exp: iat + DISPOSABLE_SECONDS,
    account_id: account.id,
    user_id: user.id,
    subdomain: account.subdomain,
    client_uuid: integration.clientId,
  };
  return signJwt(claims, integration.clientSecret);
}

/** A token an administrator makes by hand, good for so many days and never refreshed (facts §1.1). */
export async function longLivedToken(
  stage: Stage,
  accountId: number,
  userId: number,
  days: number,
): Promise<string> {
  const now = await stage.now();
  const expires = new Date(now.getTime() + days * 86_400_000);
  const token = accessToken(stage, stage.world.account(accountId), userId, now, expires);
  stage.world.keepLongLived(accountId, userId, token, expires);
  return token;
}

/** An account webhook: form-encoded with PHP nesting, unsigned, two seconds of patience (facts §4.1). */
export async function sendWebhook(
  destination: string,
  fields: Record<string, string>,
): Promise<number | null> {
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(destination, { method: 'POST', body, signal: AbortSignal.timeout(2000) });
    return answer.status;
  } catch {
    return null;
  }
}
