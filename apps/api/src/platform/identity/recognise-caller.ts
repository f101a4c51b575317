import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  AmoError,
  verifyDisposableToken,
  type DisposableTokenCheck,
  type WidgetCaller,
} from '@rocket/amocrm';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { ApiError } from '../api-error';
import { NOBODY, type Caller, type StaffCaller, type UserCaller } from '../caller';
import { WallClock } from '../clock';
import { AppConfig } from '../config';
import { ProductKeys } from './account-cards';
import { ConfirmRights } from './confirm-rights';
import { cookieOf, isSameOrigin, sessionCookieName } from './cookies';
import { IdentityStore, type CredentialRow, type UserRow } from './identity.store';
import { hashOf } from './secrets';
import { StreamPasses } from './stream-pass';
import { visitorOf } from './visitor';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const USED_AGAIN_AFTER_MS = 60_000;
const STREAM = '/api/v1/widget/stream';
export const PRODUCT_KEY_PREFIX = 'rmp_';

/**
 * Who a request comes from, by the first credential it carries: `Authorization: Bearer`, amoCRM's one-time
 * `X-Auth-Token`, the session cookie. No credential is nobody; a wrong one is refused.
 */
@Injectable()
export class RecogniseCaller {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly confirmRights: ConfirmRights,
    private readonly clock: WallClock,
    private readonly passes: StreamPasses,
    private readonly modules: ModuleRef,
  ) {}

  async run(request: FastifyRequest): Promise<Caller> {
    const { authorization, cookie } = request.headers;
    const bearer = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(authorization ?? '')?.[1];
    if (bearer) return this.byToken(bearer);
    if (authorization !== undefined) throw unauthenticated();
    const oneTime = request.headers['x-auth-token'];
    if (typeof oneTime === 'string')
      return StreamPasses.isPass(oneTime) ? this.byPass(oneTime, request) : this.byWidget(oneTime, request);
    const session = cookieOf(cookie, sessionCookieName(this.config.secure));
    return session ? this.bySession(session, request) : NOBODY;
  }

  private async byToken(secret: string): Promise<Caller> {
    if (secret.startsWith(PRODUCT_KEY_PREFIX)) return this.byProductKey(secret);
    const now = await this.clock.now();
    const hash = hashOf(secret);
    const row = await this.store.token(this.db, hash, now);
    if (!row) throw unauthenticated();
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > USED_AGAIN_AFTER_MS)
      await this.store.tokenUsed(this.db, hash, now);
    return callerOf(row, 'token');
  }

  private async byProductKey(secret: string): Promise<Caller> {
    const caller = await this.modules.get(ProductKeys, { strict: false }).recognise(secret);
    if (!caller) throw unauthenticated();
    return caller;
  }

  private async bySession(secret: string, request: FastifyRequest): Promise<Caller> {
    if (!READING.has(request.method) && !isSameOrigin(request, this.config.publicUrl))
      throw new ApiError('foreign_origin', 'Запрос пришёл с чужой страницы');
    const now = await this.clock.now();
    const hash = hashOf(secret);
    const row = await this.store.session(this.db, hash, now);
    if (!row) throw unauthenticated();
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > USED_AGAIN_AFTER_MS)
      await this.store.sessionSeen(this.db, hash, visitorOf(request).address, now);
    if (row.kind === 'staff' && this.config.needsSecondFactor && !row.has_factor)
      return { ...callerOf(row, 'session'), mustEnrol: true } as StaffCaller;
    if (READING.has(request.method) || row.kind !== 'user') return callerOf(row, 'session');
    const user = await this.store.user(this.db, row.account_id!, row.user_id!);
    if (!user) throw unauthenticated();
    return this.confirmed(await this.confirmRights.ofUser(user, true), 'session');
  }

  private confirmed(user: UserRow, via: 'session' | 'widget'): UserCaller {
    if (!user.is_active) throw new ApiError('forbidden', 'Доступ этого пользователя отключён');
    const { id, name, level, account_id: accountId } = user;
    return { kind: 'user', id, name, accountId, level, via };
  }

  private async byWidget(token: string, { headers, method }: FastifyRequest): Promise<Caller> {
    const { amo, sandbox } = this.config;
    const extraHosts = sandbox ? hostsOf([amo.emulatorUrl, this.config.publicUrl], headers.host) : [];
    const guest = guestOf(token, {
      secrets: amo.clientSecrets,
      clientId: amo.clientId,
      redirectUri: amo.redirectUri,
      now: await this.clock.now(),
      extraHosts,
    });
    if (headers.origin && ![guest.host, ...extraHosts].includes(hostOf(headers.origin)))
      throw new ApiError('foreign_origin', 'Запрос пришёл не со страницы этого аккаунта amoCRM');
    const accountId = await this.store.accountIdOf(this.db, guest.amocrmAccountId);
    if (!accountId)
      throw new ApiError('not_connected', 'Подключите виджет в этом аккаунте amoCRM', {
        connectUrl: `${this.config.publicUrl}/api/v1/amocrm/oauth/start`,
      });
    const { userId: amocrmUserId, isAdmin } = guest;
    const user = await this.confirmRights.ofGuest({ accountId, amocrmUserId, isAdmin }, !READING.has(method));
    return { ...this.confirmed(user, 'widget'), validUntil: guest.expiresAt };
  }

  /** A pass opens the stream and nothing else, and only while its account is connected and its user is one. */
  private async byPass(pass: string, { url }: FastifyRequest): Promise<Caller> {
    const guest = url.split('?')[0] === STREAM ? await this.passes.read(pass) : null;
    const user = guest && (await this.store.user(this.db, guest.accountId, guest.userId));
    if (!guest || !user?.is_active || (await this.store.isRemoved(this.db, guest.accountId)))
      throw unauthenticated();
    return { ...this.confirmed(user, 'widget'), validUntil: guest.expiresAt };
  }
}

const unauthenticated = (facts: Readonly<Record<string, unknown>> = {}): ApiError =>
  new ApiError('unauthenticated', 'Нужно войти', facts);

/** Whatever credential does not hold, a program is told the same; why amoCRM's does not stands beside it as `reason`. */
function guestOf(token: string, check: DisposableTokenCheck): WidgetCaller {
  try {
    return verifyDisposableToken(token, check);
  } catch (error) {
    throw error instanceof AmoError ? unauthenticated({ ...error.facts }) : error;
  }
}

/** Host with port, as in a URL; '' for what is no URL (`Origin: null`). */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}

const hostsOf = (urls: readonly (string | null)[], ...more: (string | undefined)[]): string[] =>
  [...urls.map((url) => (url ? hostOf(url) : '')), ...more].filter((host): host is string => Boolean(host));

function callerOf(row: CredentialRow, via: 'session' | 'token'): Caller {
  if (row.kind === 'staff' && row.staff_id && row.role)
    return { kind: 'staff', id: row.staff_id, name: row.name, role: row.role };
  if (row.kind === 'user' && row.account_id && row.user_id && row.level)
    return {
      kind: 'user',
      id: row.user_id,
      name: row.name,
      accountId: row.account_id,
      level: row.level,
      via,
    };
  throw new Error('A credential belongs to nobody');
}
