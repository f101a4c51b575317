import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { readInstallQuery, verifyUninstallHook, type InstallQuery } from '@rocket/amocrm';
import { oauthStart } from '@rocket/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ApiError } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { Who, ZodQuery } from '../platform/door';
import { amocrmCookieName, cookieOf, setCookie, setSessionCookie } from '../platform/identity/cookies';
import { hashOf } from '../platform/identity/secrets';
import { visitorOf } from '../platform/identity/visitor';
import { BeginAuthorisation, type SpentState } from './begin-authorisation';
import { BeginSignIn } from './begin-sign-in';
import { CarryOutInstalls } from './carry-out-installs';
import { connectedPage, laterPage, refusedPage } from './install-page';
import { HearRevocation } from './hear-revocation';
import { SignInByAmocrm } from './sign-in-by-amocrm';

const SIGN_IN_SECONDS = 600;

@Controller('amocrm')
export class InstallsController {
  constructor(
    private readonly config: AppConfig,
    private readonly beginAuthorisation: BeginAuthorisation,
    private readonly carryOut: CarryOutInstalls,
    private readonly beginSignIn: BeginSignIn,
    private readonly signInByAmocrm: SignInByAmocrm,
    private readonly hearRevocation: HearRevocation,
  ) {}

  @Get('oauth/start')
  @Who('public')
  async start(
    @ZodQuery(oauthStart) { platform }: z.output<typeof oauthStart>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply
      .status(302)
      .header('location', await this.beginAuthorisation.run(platform === '2'))
      .send();
  }

  /** From a browser the answer is a page; from amoCRM's server it is a plain 200 at once. */
  /** Signing in by amoCRM: the browser keeps a secret, without which coming back opens nothing. */
  @Get('sign-in')
  @Who('public')
  async signIn(
    @ZodQuery(oauthStart) { platform }: z.output<typeof oauthStart>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { url, browser } = await this.beginSignIn.run(platform === '2');
    const cookie = { secret: browser, maxAgeSeconds: SIGN_IN_SECONDS };
    setCookie(reply, this.config, amocrmCookieName(this.config.secure), cookie);
    await reply.status(302).header('cache-control', 'no-store').header('location', url).send();
  }

  @Get('oauth/callback')
  @Who('public')
  async callback(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const install = readInstallQuery(query, { clientId: this.config.amo.clientId });
    void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
    if (install.kind === 'granted' && install.fromWidget) {
      await this.beginAuthorisation.remember(install.host, install.code);
      this.beginAuthorisation.wake();
      return void (await reply.send('OK'));
    }
    const state = install.state === null ? null : await this.beginAuthorisation.spend(install.state);
    const browser = cookieOf(request.headers.cookie, amocrmCookieName(this.config.secure));
    if (state?.browser || (!state && browser)) return this.comeBack(install, state, browser, request, reply);
    if (install.kind === 'denied') return void (await reply.send(refusedPage('Доступ не предоставлен')));
    if (!state) {
      throw new ApiError('forbidden', 'Начните подключение заново: ссылка устарела или открыта не отсюда');
    }
    const outcome = await this.carryOut.one(
      await this.beginAuthorisation.remember(install.host, install.code),
    );
    if (outcome === 'later') await reply.send(laterPage());
    else if (outcome === 'refused') await reply.send(refusedPage('amoCRM не подтвердила доступ'));
    else await reply.send(connectedPage(outcome.name));
  }

  /** Back from amoCRM to sign in: only in the browser that went there. What went wrong the sign-in screen explains. */
  private async comeBack(
    install: InstallQuery,
    state: SpentState | null,
    browser: string | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const isTheirs = browser !== null && state?.browser?.equals(hashOf(browser)) === true;
    const outcome = !isTheirs
      ? 'stale'
      : install.kind === 'denied'
        ? 'denied'
        : await this.signInByAmocrm.run(install.host, install.code, visitorOf(request));
    setCookie(reply, this.config, amocrmCookieName(this.config.secure), { secret: '', maxAgeSeconds: 0 });
    if (typeof outcome !== 'string') setSessionCookie(reply, this.config, outcome);
    const place = typeof outcome === 'string' ? `/?amocrm=${outcome}` : '/';
    await reply.status(302).header('location', place).send();
  }

  @Get('hooks/uninstall')
  @Who('public')
  async uninstalled(@Query() query: Record<string, unknown>): Promise<{ ok: true }> {
    const { clientId, clientSecrets } = this.config.amo;
    const hook = verifyUninstallHook(query, { clientId, clientSecrets });
    await this.hearRevocation.run(hook.amocrmAccountId);
    return { ok: true };
  }
}
