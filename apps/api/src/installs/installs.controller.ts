import { Controller, Get, Query, Res } from '@nestjs/common';
import { readInstallQuery, verifyUninstallHook } from '@rocket/amocrm';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { Who } from '../platform/door';
import { BeginAuthorisation } from './begin-authorisation';
import { InstallAccount } from './install-account';
import { connectedPage, refusedPage } from './install-page';
import { UninstallAccount } from './uninstall-account';

@Controller('amocrm')
export class InstallsController {
  constructor(
    private readonly config: AppConfig,
    private readonly beginAuthorisation: BeginAuthorisation,
    private readonly installAccount: InstallAccount,
    private readonly uninstallAccount: UninstallAccount,
  ) {}

  @Get('oauth/start')
  @Who('public')
  async start(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .status(302)
      .header('location', await this.beginAuthorisation.run())
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
      return void (await reply.send('OK'));
    }
    if (install.state === null || !(await this.beginAuthorisation.spend(install.state))) {
      throw new ApiError('forbidden', 'Начните подключение заново: ссылка устарела или открыта не отсюда');
    }
    const account = await this.installAccount.run(install.host, install.code);
    await reply.send(connectedPage(account.name));
  }

  @Get('hooks/uninstall')
  @Who('public')
  async uninstalled(@Query() query: Record<string, unknown>): Promise<{ ok: true }> {
    const { clientId, clientSecrets } = this.config.amo;
    const hook = verifyUninstallHook(query, { clientId, clientSecrets });
    await this.uninstallAccount.run(hook.amocrmAccountId);
    return { ok: true };
  }
}
