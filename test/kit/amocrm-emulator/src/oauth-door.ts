import { randomUUID } from 'node:crypto';
import { escapeHtml, fieldsOf, redirect, send, sendJson, type Door, type Stage, type Visit } from './http';
import { sessionOf } from './session';
import { signJwt } from './signing';
import { ACCESS_SECONDS, hostOf, type EmulatedAccount, type Grant } from './world';

const OAUTH_PROBLEM = 'https://developers.amocrm.ru/v3/errors/OAuthProblemJson';

/** Errors of the token endpoint (facts §1.5). Texts come in the account's language; programs read `hint`. */
const problem = (visit: Visit, status: number, title: string, detail: string, hint?: string): true =>
  sendJson(visit, status, { ...(hint && { hint }), title, type: OAUTH_PROBLEM, status, detail });
const wrongClient = (visit: Visit): true =>
  problem(visit, 401, 'Некорректный клиент', 'Авторизация клиента не прошла');
const wrongRequest = (visit: Visit, status: number, hint: string): true =>
  problem(
    visit,
    status,
    'Некорректный запрос',
    'В запросе отсутствует ряд параметров или параметры невалидны',
    hint,
  );

export function accessToken(
  stage: Stage,
  account: EmulatedAccount,
  userId: number,
  now: Date,
  expires = new Date(now.getTime() + ACCESS_SECONDS * 1000),
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = {
    aud: stage.clientId,
    jti: randomUUID(),
    iat,
    nbf: iat,
    exp: Math.floor(expires.getTime() / 1000),
    sub: String(userId),
    account_id: account.id,
    base_domain: account.domain,
    api_domain: `api-b.${account.domain}`,
    scopes: ['crm', 'notifications'],
  };
  return signJwt(claims, 'only amoCRM knows this key');
}

const pair = (visit: Visit, grant: Grant, now: Date): true =>
  sendJson(visit, 200, {
    token_type: 'Bearer',
    expires_in: ACCESS_SECONDS,
    server_time: Math.floor(now.getTime() / 1000),
    access_token: grant.access.at(-1)?.token,
    refresh_token: grant.refresh,
  });

/** `POST /oauth2/access_token`: a code or a refresh token for a new pair. */
async function exchange(visit: Visit): Promise<true> {
  const { stage, host } = visit;
  const account = stage.world.byHost(host);
  if (!account) return problem(visit, 404, 'Аккаунт не найден', 'Account not found');
  const fields = fieldsOf(visit.body);
  const known = fields['client_id'] === stage.clientId && fields['client_secret'] === stage.clientSecret;
  if (stage.faults.unknownClient || !known || fields['redirect_uri'] !== stage.redirectUri)
    return wrongClient(visit);
  const now = await stage.now();
  if (fields['grant_type'] === 'authorization_code') {
    const code = stage.world.takeCode(String(fields['code']), account.id, now);
    if (!code) return wrongRequest(visit, 400, 'Authorization code has been revoked');
    const access = accessToken(stage, account, code.userId, now);
    const grant = stage.world.grant(account.id, code.userId, access, now);
    stage.keep();
    return pair(visit, grant, now);
  }
  if (fields['grant_type'] === 'refresh_token') {
    const token = String(fields['refresh_token']);
    const grant = stage.world.findRefresh(token, now, stage.faults.rotationGrace);
    if (grant?.accountId !== account.id) return wrongRequest(visit, 401, 'Token has been revoked');
    stage.world.rotate(grant, accessToken(stage, account, grant.userId, now), now);
    stage.keep();
    return pair(visit, grant, now);
  }
  return wrongRequest(visit, 400, 'Check the `grant_type` parameter');
}

/** `GET /oauth2/account/current/subdomain`: where the owner of a refresh token lives now. */
async function currentSubdomain(visit: Visit): Promise<true> {
  const { stage } = visit;
  const token = visit.request.headers['x-refresh-token'];
  const alive = (await stage.now()).getTime();
  const grant = stage.world.grants.find((one) => one.refresh === token && one.refreshExpires > alive);
  if (!grant) return wrongRequest(visit, 401, 'Token has been revoked');
  const account = stage.world.account(grant.accountId);
  return sendJson(visit, 200, {
    id: account.id,
    subdomain: account.subdomain,
    domain: hostOf(account),
    top_level_domain: account.domain.split('.')[1],
  });
}

/** The address a browser is sent to after the user said yes. */
export async function grantedUrl(
  stage: Stage,
  accountId: number,
  userId: number,
  state: string | null,
): Promise<string> {
  const account = stage.world.account(accountId);
  const url = new URL(stage.redirectUri);
  url.searchParams.set('code', stage.world.issueCode(accountId, userId, await stage.now()));
  url.searchParams.set('referer', hostOf(account));
  if (state !== null) url.searchParams.set('state', state);
  url.searchParams.set('client_id', stage.clientId);
  url.searchParams.set('platform', account.domain === 'amocrm.ru' ? '1' : '2');
  return url.href;
}

function deniedUrl(stage: Stage, state: string | null): string {
  const url = new URL(stage.redirectUri);
  url.searchParams.set('error', 'access_denied');
  url.searchParams.set('client_id', stage.clientId);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}

function consentPage(visit: Visit): string {
  const { accountId, userId } = sessionOf(visit);
  const hidden = ['client_id', 'state', 'mode'].map((name) => {
    const value = visit.url.searchParams.get(name);
    return value === null ? '' : `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  });
  const choices = visit.stage.world.accounts.flatMap((account) =>
    account.users.map((user) => {
      const chosen = account.id === accountId && user.id === userId ? ' selected' : '';
      const text = escapeHtml(`${account.name} · ${user.name}${user.isAdmin ? ' (администратор)' : ''}`);
      return `<option value="${account.id}.${user.id}"${chosen}>${text}</option>`;
    }),
  );
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Доступ к аккаунту</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/demo/page.css"></head><body class="consent">
<form class="consent-card" method="get" action="/oauth"><h1>Разрешить доступ к аккаунту?</h1>
<p>Интеграция Rocket просит доступ к данным аккаунта с правами выбранного пользователя.</p>
<label>Аккаунт и пользователь<select name="who">${choices.join('')}</select></label>${hidden.join('')}
<div class="consent-buttons"><button name="allow" value="1" class="button-main">Разрешить</button>
<button name="deny" value="1" class="button-plain">Отказать</button></div></form></body></html>`;
}

/** `GET /oauth`: the consent page; `allow=1` or `deny=1` go on at once. */
async function consent(visit: Visit): Promise<true> {
  const { stage, url } = visit;
  const ask = url.searchParams;
  if (ask.get('client_id') !== stage.clientId) {
    return send(visit, 400, 'text/plain; charset=utf-8', 'Интеграция не найдена');
  }
  if (ask.has('deny')) return redirect(visit, deniedUrl(stage, ask.get('state')));
  if (!ask.has('allow')) return send(visit, 200, 'text/html; charset=utf-8', consentPage(visit));
  const [account, user] = (ask.get('who') ?? '').split('.').map(Number);
  const who = account && user ? { accountId: account, userId: user } : sessionOf(visit);
  return redirect(visit, await grantedUrl(stage, who.accountId, who.userId, ask.get('state')));
}

export const oauthDoor: Door = (visit) => {
  const route = `${visit.request.method} ${visit.url.pathname}`;
  if (route === 'POST /oauth2/access_token') return exchange(visit);
  if (route === 'GET /oauth2/account/current/subdomain') return currentSubdomain(visit);
  if (route === 'GET /oauth' || route === 'GET /oauth/') return consent(visit);
  return false;
};
