import { Controller, Get, Query, Res } from '@nestjs/common';
import { readInstallQuery, verifyUninstallHook } from '@rocket/amocrm';
import { oauthStart } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ApiError } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { Who, ZodQuery } from '../platform/door';
import { BeginAuthorisation } from './begin-authorisation';
import { CarryOutInstalls } from './carry-out-installs';
import { connectedPage, laterPage, refusedPage } from './install-page';
import { HearRevocation } from './hear-revocation';

@Controller('amocrm')
export class InstallsController {
  constructor(
    private readonly config: AppConfig,
    private readonly beginAuthorisation: BeginAuthorisation,
    private readonly carryOut: CarryOutInstalls,
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
  @Get('oauth/callback')
  @Who('public')
  async callback(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const install = readInstallQuery(query, { clientId: this.config.amo.clientId });
    void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
    if (install.kind === 'denied') return void (await reply.send(refusedPage('Доступ не предоставлен')));
    if (install.fromWidget) {
      await this.beginAuthorisation.remember(install.host, install.code);
      this.beginAuthorisation.wake();
      return void (await reply.send('OK'));
    }
    if (install.state === null || !(await this.beginAuthorisation.spend(install.state))) {
      throw new ApiError('forbidden', 'Начните подключение заново: ссылка устарела или открыта не отсюда');
    }
    const outcome = await this.carryOut.one(
      await this.beginAuthorisation.remember(install.host, install.code),
    );
    if (outcome === 'later') await reply.send(laterPage());
    else if (outcome === 'refused') await reply.send(refusedPage('amoCRM не подтвердила доступ'));
    else await reply.send(connectedPage(outcome.name));
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
