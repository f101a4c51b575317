import { createHmac, timingSafeEqual } from 'node:crypto';
import { AmoError } from './amo-error';
import { isAllowedAmoHost } from './hosts';

/** Who calls from the widget. `isAdmin` is a hint: rights come from `AmoGateway.user` (facts §0, 4). */
export interface WidgetCaller {
  readonly amocrmAccountId: number;
  readonly userId: number;
  readonly subdomain: string;
  readonly isAdmin: boolean | null;
  /** The account's host; a request's `Origin`, when it has one, must be `https://` and this host. */
  readonly host: string;
  /** For the log only: amoCRM re-uses one token for about 25 minutes, so a repeat is no attack (facts §2). */
  readonly jti: string;
  readonly expiresAt: Date;
}

export interface DisposableTokenCheck {
  /** Current secret first, previous after it. */
  readonly secrets: readonly string[];
  readonly clientId: string;
  readonly redirectUri: string;
  readonly now: Date;
  readonly extraHosts?: readonly string[];
}

export type TokenRefusal =
  | 'malformed'
  | 'signature'
  | 'audience'
  | 'issuer'
  | 'client'
  | 'expired'
  | 'not_yet';

const LEEWAY_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 3600;
const LONGEST_TOKEN = 8192;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

type Claims = Readonly<Record<string, unknown>>;

const refuse = (reason: TokenRefusal): AmoError =>
  new AmoError('widget_token_invalid', `The widget's token does not hold: ${reason}`, { reason });

function decode(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Claims;
  } catch {
    // Falls through to the refusal.
  }
  throw refuse('malformed');
}

function isSigned(signed: string, signature: string, secrets: readonly string[]): boolean {
  // Every secret is tried and texts are compared, so neither timing nor a second spelling of the bytes tells.
  const given = Buffer.from(signature);
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => Buffer.from(createHmac('sha256', secret).update(signed).digest('base64url')))
    .map((expected) => expected.length === given.length && timingSafeEqual(expected, given))
    .includes(true);
}

const instant = (claim: unknown): number => {
  if (typeof claim !== 'number' || !Number.isSafeInteger(claim) || claim <= 0) throw refuse('malformed');
  return claim;
};
const identity = instant;

function checkTimes(claims: Claims, now: Date): number {
  const nowSeconds = now.getTime() / 1000;
  const issued = instant(claims['iat']);
  const expires = instant(claims['exp']);
  const from = claims['nbf'] === undefined ? issued : instant(claims['nbf']);
  if (expires <= issued || expires - issued > LONGEST_LIFE_SECONDS) throw refuse('malformed');
  if (expires + LEEWAY_SECONDS <= nowSeconds) throw refuse('expired');
  if (from - LEEWAY_SECONDS > nowSeconds || issued - LEEWAY_SECONDS > nowSeconds) throw refuse('not_yet');
  return expires;
}

/** `aud` is scheme and host of our redirect URI, without port and path; a string or a list (facts §2). */
function checkAudience(audience: unknown, redirectUri: string): void {
  const { protocol, hostname } = new URL(redirectUri);
  const ours = `${protocol}//${hostname}`;
  if (!(Array.isArray(audience) ? audience : [audience]).includes(ours)) throw refuse('audience');
}

function issuerHost(issuer: unknown, extraHosts: readonly string[]): string {
  const match = typeof issuer === 'string' ? /^(https?):\/\/([^/?#@\\\s]+)$/.exec(issuer) : null;
  const host = match?.[2] ?? '';
  // Plain http is for the emulator's own hosts.
  if (match?.[1] === 'https' ? isAllowedAmoHost(host, extraHosts) : extraHosts.includes(host)) return host;
  throw refuse('issuer');
}

/**
 * Reads the one-time JWT of `$authorizedAjax` (header `X-Auth-Token`) and vouches for every claim: HS256 with
 * our secret, our integration, our host as audience, an allowed account as issuer, in force now ± 60 s, made for
 * an hour at most. Times are compared with `now`. Single use is not enforced: money-moving calls need an
 * `Idempotency-Key` instead. Source: facts §2 with its test vector.
 * @throws AmoError `widget_token_invalid` with `facts.reason`
 */
export function verifyDisposableToken(token: string, check: DisposableTokenCheck): WidgetCaller {
  const [header, payload, signature, ...rest] = token.length > LONGEST_TOKEN ? [] : token.split('.');
  if (!header || !payload || !signature || rest.length > 0) throw refuse('malformed');
  if (![header, payload, signature].every((part) => BASE64URL.test(part))) throw refuse('malformed');
  const head = decode(header);
  if ('crit' in head) throw refuse('malformed');
  // `none`, HS512 of the bots' tokens and every asymmetric trick end here.
  if (head['alg'] !== 'HS256' || !isSigned(`${header}.${payload}`, signature, check.secrets)) {
    throw refuse('signature');
  }
  const claims = decode(payload);
  checkAudience(claims['aud'], check.redirectUri);
  if (claims['client_uuid'] !== check.clientId) throw refuse('client');
  const expires = checkTimes(claims, check.now);
  const host = issuerHost(claims['iss'], check.extraHosts ?? []);
  const { subdomain, jti, is_admin: isAdmin } = claims;
  return {
    amocrmAccountId: identity(claims['account_id']),
    userId: identity(claims['user_id']),
    subdomain: typeof subdomain === 'string' ? subdomain : (host.split('.')[0] ?? ''),
    isAdmin: typeof isAdmin === 'boolean' ? isAdmin : null,
    host,
    jti: typeof jti === 'string' ? jti : '',
    expiresAt: new Date(expires * 1000),
  };
}
