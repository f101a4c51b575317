import { Controller, Get, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { widgetQuery, type Language, type WidgetStateDto } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import { Caller, IdParam, Who, ZodQuery, callerKey, type CallerOf, type UserCaller } from '../platform/door';
import { IssuePanelLink } from '../platform/identity/issue-panel-link';
import { AnswerPriceChange } from '../subscriptions/answer-price-change';
import { FollowNotices } from './follow-notices';
import { ShowWidget } from './show-widget';

interface Asked {
  readonly lang?: Language;
}

@Controller('widget')
@Who('widget')
export class WidgetController {
  constructor(
    private readonly show: ShowWidget,
    private readonly panelLink: IssuePanelLink,
    private readonly follow: FollowNotices,
    private readonly answer: AnswerPriceChange,
  ) {}

  @Get('state')
  state(@Caller() caller: CallerOf, @ZodQuery(widgetQuery) query: Asked): Promise<WidgetStateDto> {
    return this.show.state(caller as UserCaller, query.lang);
  }

  @Get('notices')
  async notices(
    @Caller() caller: CallerOf,
    @ZodQuery(widgetQuery) query: Asked,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { body, etag } = await this.show.list(caller as UserCaller, query.lang);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (known === etag) await reply.status(304).send();
    else await reply.send(body);
  }

  @Post('notices/:id/seen')
  seen(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<void> {
    return this.show.seen(caller as UserCaller, id);
  }

  /** Only whom the push is meant for: the account's administrators (clause 11.1.1). */
  @Post('price-changes/:changeId/refusal')
  @Who('account_administrator')
  @HttpCode(204)
  async refuse(@IdParam('changeId') changeId: string, @Caller() caller: CallerOf): Promise<void> {
    await this.answer.run((caller as UserCaller).accountId, changeId, 'refused', callerKey(caller));
  }

  /** Server-sent events: `notices` whenever something new may be read. A browser that loses it polls. */
  @Get('stream')
  stream(@Caller() caller: CallerOf, @Res() reply: FastifyReply): void {
    this.follow.run((caller as UserCaller).accountId, reply);
  }

  @Post('panel-link')
  link(@Caller() caller: CallerOf): Promise<{ url: string; expiresAt: string }> {
    return this.panelLink.run(caller as UserCaller);
  }
}
