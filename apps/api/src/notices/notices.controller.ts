import { Controller, Get, Put } from '@nestjs/common';
import { chooseNotices, type NoticeChoiceDto } from '@rocket/contracts';
import type { z } from 'zod';
import { AccountParam, Caller, Who, ZodBody, type CallerOf, type UserCaller } from '../platform/door';
import { ChooseNotices } from './choose-notices';

@Controller('accounts/:id')
export class NoticesController {
  constructor(private readonly chooseNotices: ChooseNotices) {}

  @Get('notice-choice')
  @Who('customer')
  choice(@AccountParam('id') _id: string, @Caller() caller: CallerOf): Promise<NoticeChoiceDto> {
    return this.chooseNotices.read(caller as UserCaller);
  }

  @Put('notice-choice')
  @Who('customer')
  choose(
    @AccountParam('id') _id: string,
    @ZodBody(chooseNotices) body: z.output<typeof chooseNotices>,
    @Caller() caller: CallerOf,
  ): Promise<NoticeChoiceDto> {
    return this.chooseNotices.run(caller as UserCaller, body);
  }
}
