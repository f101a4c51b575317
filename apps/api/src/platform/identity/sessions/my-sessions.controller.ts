import { Controller, Delete, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { PanelSessionDto } from '@rocket/contracts';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../../config';
import { Caller, IdParam, Who, type StaffCaller, type UserCaller } from '../../door';
import { currentSessionOf } from '../cookies';
import { bearerOf } from '../bearer';
import { EndMySessions } from './end-my-sessions';
import { ListSessions } from './list-sessions';

type Somebody = StaffCaller | UserCaller;

/** Where the caller is signed in. */
@Controller('me/sessions')
@Who('signed_in')
export class MySessionsController {
  constructor(
    private readonly config: AppConfig,
    private readonly list: ListSessions,
    private readonly endMine: EndMySessions,
  ) {}

  @Get()
  mine(@Caller() caller: Somebody, @Req() request: FastifyRequest): Promise<{ items: PanelSessionDto[] }> {
    return this.list.run(bearerOf(caller), currentSessionOf(request, this.config));
  }

  @Delete(':id')
  @HttpCode(204)
  end(@Caller() caller: Somebody, @IdParam('id') id: string): Promise<void> {
    return this.endMine.one(bearerOf(caller), id);
  }

  @Post('end-others')
  endOthers(@Caller() caller: Somebody, @Req() request: FastifyRequest): Promise<{ ended: number }> {
    return this.endMine.others(bearerOf(caller), currentSessionOf(request, this.config));
  }
}
