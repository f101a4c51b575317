import { Client } from 'amocrm-js';
import { AmoError } from './amo-error';
import { isAllowedAmoHost } from './hosts';
import type { AmoSettings } from './settings';
import {
  readAccount,
  readHost,
  readPage,
  readTokens,
  readUser,
  type AmoAccount,
  type AmoHost,
  type AmoTokens,
  type AmoUser,
} from './shapes';
import { sendToAmo, type AmoAnswer } from './transport';

/**
 * What we ask of amoCRM. It keeps no tokens and no state: the caller stores pairs per installation and
 * serialises refresh there (row lock), because amoCRM kills the old refresh token at once (facts §0, 7).
 * Every method throws AmoError; none is retried but `refresh`.
 */
export interface AmoGateway {
  /** Exchanges a single-use authorization code, which lives 20 minutes, for the first pair. */
  exchangeCode(host: string, code: string): Promise<AmoTokens>;
  /**
   * Exchanges a refresh token. When the answer is lost on the way it asks once more with the same token, which
   * amoCRM may still honour (facts §1.4); `amo_unauthorized` with a `hint` means the user must authorise again. With
   * `afterLoss` among the facts the pair may have died on the way and not by anybody's will.
   */
  refresh(host: string, refreshToken: string): Promise<AmoTokens>;
  account(host: string, accessToken: string): Promise<AmoAccount>;
  /** Rights of one user; the source of truth for "is an administrator" (facts §0, 4). */
  user(host: string, accessToken: string, userId: number): Promise<AmoUser>;
  /** All users, page after page; needs an administrator's token. */
  users(host: string, accessToken: string): Promise<AmoUser[]>;
  /** Where the account lives after its subdomain was changed; `apiDomain` comes with the tokens. */
  currentHost(apiDomain: string, refreshToken: string): Promise<AmoHost>;
}

/** The part of amocrm-js that is used, with the two seams through which its transport is replaced. */
interface AmoClient {
  token: {
    setValue(value: object): void;
    fetch(): Promise<unknown>;
    refresh(): Promise<unknown>;
    makeRequest(data: object): Promise<AmoAnswer>;
  };
  connection: {
    makeRequest(method: string, url: string, data?: object, options?: RequestOptions): Promise<AmoAnswer>;
  };
  request: { get(url: string, data?: object, options?: RequestOptions): Promise<AmoAnswer> };
}
interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

const USERS_A_PAGE = 250;
/** 100 pages of 250 is five times the largest account amoCRM sells; beyond it the paging itself is broken. */
const MOST_PAGES = 100;

function refuseForeignHost(host: string, settings: AmoSettings): void {
  if (!isAllowedAmoHost(host, settings.extraHosts))
    throw new AmoError('amo_rejected', 'Not a host of amoCRM', { reason: 'host' });
}

function connect(
  host: string,
  settings: AmoSettings,
  auth: { code?: string; bearer?: string } = {},
): AmoClient {
  refuseForeignHost(host, settings);
  const client = new Client({
    domain: host,
    auth: {
      client_id: settings.clientId,
      client_secret: settings.clientSecrets[0] ?? '',
      redirect_uri: settings.redirectUri,
      ...auth,
    },
  }) as unknown as AmoClient;
  client.token.makeRequest = async (body) => {
    const answer = await sendToAmo({ host, method: 'POST', url: '/oauth2/access_token', body }, settings);
    // The library looks into the body without asking whether there is one.
    return typeof answer.data === 'object' && answer.data !== null ? answer : { ...answer, data: {} };
  };
  // The library would refresh by its own clock and lose the new pair; refreshing is the caller's decision.
  client.connection.makeRequest = (method, url, data, options) =>
    sendToAmo(
      {
        host,
        method,
        url,
        bearer: auth.bearer,
        ...(method === 'GET' ? {} : { body: data }),
        ...(options?.headers && { headers: options.headers }),
      },
      settings,
    );
  return client;
}

const wasLost = (error: unknown): boolean =>
  error instanceof AmoError && (error.facts['cause'] === 'network' || error.facts['cause'] === 'timeout');

async function refreshPair(host: string, refreshToken: string, settings: AmoSettings): Promise<AmoTokens> {
  const client = connect(host, settings);
  const old = {
    token_type: 'Bearer',
    expires_in: 0,
    expires_at: 1,
    access_token: '',
    refresh_token: refreshToken,
  };
  client.token.setValue(old);
  try {
    return readTokens(await client.token.refresh());
  } catch (error) {
    if (!wasLost(error)) throw error;
    return readTokens(
      await client.token.refresh().catch((again: unknown) => Promise.reject(afterLoss(again))),
    );
  }
}

const afterLoss = (error: unknown): unknown =>
  error instanceof AmoError
    ? new AmoError(error.code, error.message, { ...error.facts, afterLoss: true })
    : error;

async function allUsers(client: AmoClient): Promise<AmoUser[]> {
  const users: AmoUser[] = [];
  let url: string | null = `/api/v4/users?page=1&limit=${USERS_A_PAGE}`;
  for (let page = 1; url !== null; page += 1) {
    if (page > MOST_PAGES)
      throw new AmoError('amo_unavailable', 'The list of users has no end', { cause: 'body' });
    const { items, next } = readPage((await client.request.get(url)).data, 'users');
    users.push(...items.map(readUser));
    url = next;
  }
  return users;
}

/**
 * A gateway over amocrm-js 3.6.0 with its transport replaced (facts §5.4, decision 10 of the house).
 * Hosts outside the allow-list are refused before anything is sent.
 */
export function createAmoGateway(settings: AmoSettings): AmoGateway {
  return {
    async exchangeCode(host, code) {
      return readTokens(await connect(host, settings, { code }).token.fetch());
    },
    refresh: async (host, refreshToken) => refreshPair(host, refreshToken, settings),
    async account(host, bearer) {
      const client = connect(host, settings, { bearer });
      return readAccount((await client.request.get('/api/v4/account?with=datetime_settings')).data);
    },
    async user(host, bearer, userId) {
      const { data } = await connect(host, settings, { bearer }).request.get(`/api/v4/users/${userId}`);
      if (data === null) throw new AmoError('amo_not_found', `No user ${userId} in ${host}`, { status: 204 });
      return readUser(data);
    },
    users: async (host, bearer) => allUsers(connect(host, settings, { bearer })),
    async currentHost(apiDomain, refreshToken) {
      const headers = { 'X-Refresh-Token': refreshToken };
      const client = connect(apiDomain, settings);
      const found = readHost(
        (await client.request.get('/oauth2/account/current/subdomain', {}, { headers })).data,
      );
      refuseForeignHost(found.host, settings);
      return found;
    },
  };
}
