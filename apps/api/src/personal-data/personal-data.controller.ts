import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import {
  answerPersonalDataRequest,
  askAboutPersonalData,
  pageQuery,
  personalDataQuery,
  takePersonalData,
  type Page,
  type PersonalDataCopyDto,
  type PersonalDataRequestDto,
} from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { sendFile } from '../platform/http/send-file';
import { AccountParam, Caller, IdParam, Who, ZodBody, ZodQuery, type CallerOf } from '../platform/door';
import { AnswerPersonalDataRequest } from './answer-personal-data-request';
import { AskAboutPersonalData } from './ask-about-personal-data';
import { ListPersonalDataRequests } from './list-personal-data-requests';
import { TakePersonalData } from './take-personal-data';

@Controller()
export class PersonalDataController {
  constructor(
    private readonly takePersonalData: TakePersonalData,
    private readonly askAboutPersonalData: AskAboutPersonalData,
    private readonly answerRequest: AnswerPersonalDataRequest,
    private readonly list: ListPersonalDataRequests,
  ) {}

  @Post('accounts/:id/personal-data/copies')
  @Who('customer', 'support', 'administrator')
  take(
    @AccountParam('id') id: string,
    @ZodBody(takePersonalData) body: z.output<typeof takePersonalData>,
    @Caller() caller: CallerOf,
  ): Promise<PersonalDataCopyDto> {
    return this.takePersonalData.run(id, body.personId, caller);
  }

  @Post('accounts/:id/personal-data/requests')
  @Who('customer', 'support', 'administrator')
  ask(
    @AccountParam('id') id: string,
    @ZodBody(askAboutPersonalData) body: z.output<typeof askAboutPersonalData>,
    @Caller() caller: CallerOf,
  ): Promise<PersonalDataRequestDto> {
    return this.askAboutPersonalData.run(id, body, caller);
  }

  @Get('accounts/:id/personal-data/requests')
  @Who('customer', 'support', 'administrator')
  ofAccount(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
    @Caller() caller: CallerOf,
  ): Promise<Page<PersonalDataRequestDto>> {
    return this.list.ofAccount(id, query, caller);
  }

  @Get('personal-data-requests')
  @Who('support', 'administrator')
  async register(
    @ZodQuery(personalDataQuery) query: z.output<typeof personalDataQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.format === 'csv')
      return sendFile(reply, 'csv', 'personal-data-requests', await this.list.csv(query));
    await reply.header('cache-control', 'no-store').send(await this.list.register(query));
  }

  @Post('personal-data-requests/:id/answer')
  @HttpCode(200)
  @Who('administrator')
  answer(
    @IdParam('id') id: string,
    @ZodBody(answerPersonalDataRequest) body: z.output<typeof answerPersonalDataRequest>,
    @Caller() caller: CallerOf,
  ): Promise<PersonalDataRequestDto> {
    return this.answerRequest.run(id, body, caller);
  }
}
