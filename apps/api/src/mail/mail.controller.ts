import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { bounceReport, unsubscribeQuery, type BounceReportDto } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { FileBody, Who, ZodQuery } from '../platform/door';
import type { Upload } from '../platform/http/upload';
import { ReadBounce } from './read-bounce';
import { Unsubscribe } from './unsubscribe';
import { UnsubscribeLink } from './unsubscribe-link';
import { UNSUBSCRIBE_POLICY, askToUnsubscribe, unsubscribed } from './unsubscribe-page';

type Linked = z.output<typeof unsubscribeQuery>;

@Controller('mail')
export class MailController {
  constructor(
    private readonly link: UnsubscribeLink,
    private readonly unsubscribe: Unsubscribe,
    private readonly readBounce: ReadBounce,
  ) {}

  @Get('unsubscribe')
  @Who('public')
  async ask(@ZodQuery(unsubscribeQuery) { token }: Linked, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, askToUnsubscribe(this.link.read(token)));
  }

  /** Mail programs do this by themselves when somebody presses their own button (RFC 8058). */
  @Post('unsubscribe')
  @Who('public')
  @HttpCode(200)
  async end(@ZodQuery(unsubscribeQuery) { token }: Linked, @Res() reply: FastifyReply): Promise<void> {
    const who = this.link.read(token);
    await this.unsubscribe.run(who);
    await sendPage(reply, unsubscribed(who));
  }

  /** The mail server hands over what came back to it, as it came. */
  @Post('bounces')
  @Who('administrator')
  @HttpCode(200)
  async bounce(@FileBody() file: Upload): Promise<BounceReportDto> {
    return bounceReport.parse(await this.readBounce.run(file.bytes.toString('utf8')));
  }
}

const sendPage = async (reply: FastifyReply, html: string): Promise<void> => {
  await reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', UNSUBSCRIBE_POLICY)
    .header('referrer-policy', 'no-referrer')
    .send(html);
};
