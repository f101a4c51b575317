import { AmoError } from './amo-error';

/** A pair of tokens of one user of one account. Both are secrets: encrypt at rest, keep out of logs. */
export interface AmoTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds the access token lives from the answer on; 86,400 in practice. */
  readonly expiresIn: number;
  /** Where the account's present host can be asked for after a renaming; absent in old tokens (facts §1.4). */
  readonly apiDomain: string | null;
}

/** The account as far as billing needs it. Its identity is `id`: the subdomain may be changed any day. */
export interface AmoAccount {
  readonly id: number;
  readonly name: string;
  readonly subdomain: string;
  readonly country: string | null;
  /** amoCRM's currency of the account; says nothing about the currency we bill in. */
  readonly currency: string | null;
  /** IANA name, e.g. `Europe/Moscow`. */
  readonly timeZone: string | null;
  /** The user who granted the token. */
  readonly currentUserId: number | null;
  /** An account lent for development: never billed (facts §1.7). */
  readonly isTechnicalAccount: boolean;
}

export interface AmoUser {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly lang: string | null;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
  /** A user without a paid seat. Seats of a per-user tariff are the users active and not free (facts §1.8). */
  readonly isFree: boolean;
}

/** Where an account lives now, by its refresh token. */
export interface AmoHost {
  readonly accountId: number;
  readonly subdomain: string;
  readonly host: string;
}

export type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strange = (what: string): AmoError =>
  new AmoError('amo_unavailable', `amoCRM answered ${what} in a form we do not know`, { cause: 'body' });

const part = (value: unknown, key: string): Body => {
  const inner = isBody(value) ? value[key] : undefined;
  return isBody(inner) ? inner : {};
};
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const idOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;

/** `api_domain` of an access token. Read without a check of the signature: only amoCRM holds its key. */
function apiDomainOf(accessToken: string): string | null {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    return isBody(claims) ? textOf(claims['api_domain']) : null;
  } catch {
    return null;
  }
}

/** @throws AmoError `amo_unavailable` when a field we cannot do without is missing; so do the readers below */
export function readTokens(data: unknown): AmoTokens {
  if (!isBody(data)) throw strange('tokens');
  const { access_token: access, refresh_token: refresh, expires_in: expiresIn } = data;
  const accessToken = textOf(access);
  const refreshToken = textOf(refresh);
  const lifetime = idOf(expiresIn);
  if (accessToken === null || refreshToken === null || lifetime === null) throw strange('tokens');
  return { accessToken, refreshToken, expiresIn: lifetime, apiDomain: apiDomainOf(accessToken) };
}

export function readAccount(data: unknown): AmoAccount {
  if (!isBody(data)) throw strange('an account');
  const id = idOf(data['id']);
  const subdomain = textOf(data['subdomain']);
  if (id === null || subdomain === null) throw strange('an account');
  return {
    id,
    subdomain,
    name: textOf(data['name']) ?? subdomain,
    country: textOf(data['country']),
    currency: textOf(data['currency']),
    timeZone: textOf(part(part(data, '_embedded'), 'datetime_settings')['timezone']),
    currentUserId: idOf(data['current_user_id']),
    isTechnicalAccount: data['is_technical_account'] === true,
  };
}

export function readUser(data: unknown): AmoUser {
  if (!isBody(data)) throw strange('a user');
  const id = idOf(data['id']);
  if (id === null) throw strange('a user');
  const rights = part(data, 'rights');
  return {
    id,
    name: textOf(data['name']) ?? String(id),
    email: textOf(data['email']),
    lang: textOf(data['lang']),
    // Rights decide about money, so what is not said is not granted.
    isAdmin: rights['is_admin'] === true,
    isActive: rights['is_active'] === true,
    isFree: rights['is_free'] === true,
  };
}

/** One page of a collection: its items and the address of the next page. `null` (204) is the empty list. */
export function readPage(
  data: unknown,
  collection: string,
): { items: readonly unknown[]; next: string | null } {
  if (data === null) return { items: [], next: null };
  const items = part(data, '_embedded')[collection];
  if (!Array.isArray(items)) throw strange(collection);
  return { items, next: textOf(part(part(data, '_links'), 'next')['href']) };
}

export function readHost(data: unknown): AmoHost {
  if (!isBody(data)) throw strange('a domain');
  const accountId = idOf(data['id']);
  const subdomain = textOf(data['subdomain']);
  const host = textOf(data['domain']);
  if (accountId === null || subdomain === null || host === null) throw strange('a domain');
  return { accountId, subdomain, host };
}
