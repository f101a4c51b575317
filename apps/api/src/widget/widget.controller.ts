import { Controller, Get, Headers, HttpCode, Logger, Post, Res } from '@nestjs/common';
import {
  connectionQuoteQuery,
  shelfQuery,
  widgetQuery,
  widgetTrouble,
  type ConnectionQuoteDto,
  type Language,
  type ShelfDto,
  type StreamPassDto,
  type WidgetStateDto,
} from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import {
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
  type UserCaller,
} from '../platform/door';
import { IssuePanelLink } from '../platform/identity/issue-panel-link';
import { StreamPasses } from '../platform/identity/stream-pass';
import { isKnownVersion } from '../platform/http/known-version';
import { AnswerPriceChange } from '../subscriptions/answer-price-change';
import { QuoteConnection } from '../subscriptions/quote-connection';
import { FillShelf } from './fill-shelf';
import { FollowNotices } from './follow-notices';
import { ShowWidget } from './show-widget';

interface Asked {
  readonly lang?: Language;
}

@Controller('widget')
@Who('widget')
export class WidgetController {
  private readonly log = new Logger('Widget');

  constructor(
    private readonly show: ShowWidget,
    private readonly shelf: FillShelf,
    private readonly quoteConnection: QuoteConnection,
    private readonly panelLink: IssuePanelLink,
    private readonly passes: StreamPasses,
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
    if (isKnownVersion(known, etag)) await reply.status(304).send();
    else await reply.send(body);
  }

  @Post('notices/:id/seen')
  seen(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<void> {
    return this.show.noted(caller as UserCaller, id, 'seen');
  }

  @Post('notices/:id/acknowledged')
  acknowledged(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<void> {
    return this.show.noted(caller as UserCaller, id, 'acknowledged');
  }

  /** Only whom the push is meant for: the account's administrators (clause 11.1.1). */
  @Post('price-changes/:changeId/refusal')
  @Who('account_administrator')
  @HttpCode(204)
  async refuse(@IdParam('changeId') changeId: string, @Caller() caller: CallerOf): Promise<void> {
    await this.answer.run((caller as UserCaller).accountId, changeId, 'refused', callerKey(caller));
  }

  @Post('stream-pass')
  pass(@Caller() caller: CallerOf): Promise<StreamPassDto> {
    return this.passes.issue(caller as UserCaller);
  }

  /** Server-sent events: `notices` whenever something new may be read. A browser that loses it polls. */
  @Get('stream')
  stream(@Caller() caller: CallerOf, @Res() reply: FastifyReply): Promise<void> {
    return this.follow.run(caller as UserCaller, reply);
  }

  @Get('shelf')
  products(
    @Caller() caller: CallerOf,
    @ZodQuery(shelfQuery) query: z.output<typeof shelfQuery>,
  ): Promise<ShelfDto> {
    return this.shelf.run(caller as UserCaller, query.seats ?? null, query.lang);
  }

  @Get('quote')
  @Who('spender')
  quote(
    @Caller() caller: CallerOf,
    @ZodQuery(connectionQuoteQuery) query: z.output<typeof connectionQuoteQuery>,
  ): Promise<ConnectionQuoteDto> {
    return this.quoteConnection.run((caller as UserCaller).accountId, query, callerKey(caller));
  }

  @Post('troubles')
  @HttpCode(204)
  trouble(@Caller() caller: CallerOf, @ZodBody(widgetTrouble) body: z.output<typeof widgetTrouble>): void {
    this.log.warn({ msg: 'The widget met a mistake of its own', ...body, caller: callerKey(caller) });
  }

  @Post('panel-link')
  link(@Caller() caller: CallerOf): Promise<{ url: string; expiresAt: string }> {
    return this.panelLink.run(caller as UserCaller);
  }
}
