import { Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  changeWebhook,
  createWebhook,
  pageQuery,
  replayWebhook,
  rotateWebhookSecret,
  webhookDeliveriesQuery,
  type NewWebhookDto,
  type Page,
  type WebhookDeliveryDto,
  type WebhookDeliveryWholeDto,
  type WebhookEndpointDto,
  type WebhookTrialDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  Caller,
  IdParam,
  SecretAnswer,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { ChangeWebhook } from './change-webhook';
import { CreateWebhook } from './create-webhook';
import { ReadWebhooks } from './read-webhooks';
import { ReplayWebhook } from './replay-webhook';
import { RotateWebhookSecret } from './rotate-webhook-secret';
import { TestWebhook } from './test-webhook';

@Controller()
@Who('administrator')
export class WebhooksController {
  constructor(
    private readonly read: ReadWebhooks,
    private readonly createOne: CreateWebhook,
    private readonly changeOne: ChangeWebhook,
    private readonly rotateSecret: RotateWebhookSecret,
    private readonly testOne: TestWebhook,
    private readonly replay: ReplayWebhook,
  ) {}

  @Get('webhook-troubles')
  troubles(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<WebhookEndpointDto>> {
    return this.read.troubles(query);
  }

  @Get('products/:code/webhooks')
  all(
    @Param('code') code: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<WebhookEndpointDto>> {
    return this.read.ofProduct(code, query);
  }

  @Post('products/:code/webhooks')
  @AnswersInTransaction()
  @SecretAnswer()
  create(
    @Param('code') code: string,
    @ZodBody(createWebhook) body: z.output<typeof createWebhook>,
    @Caller() caller: CallerOf,
  ): Promise<NewWebhookDto> {
    return this.createOne.run(code, body, callerKey(caller));
  }

  @Patch('products/:code/webhooks/:id')
  change(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @ZodBody(changeWebhook) body: z.output<typeof changeWebhook>,
  ): Promise<WebhookEndpointDto> {
    return this.changeOne.run(code, id, body);
  }

  @Post('products/:code/webhooks/:id/secret')
  @AnswersInTransaction()
  @SecretAnswer()
  rotate(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @ZodBody(rotateWebhookSecret) body: z.output<typeof rotateWebhookSecret>,
  ): Promise<NewWebhookDto> {
    return this.rotateSecret.run(code, id, body?.overlapHours);
  }

  @Post('products/:code/webhooks/:id/test')
  @HttpCode(200)
  test(@Param('code') code: string, @IdParam('id') id: string): Promise<WebhookTrialDto> {
    return this.testOne.run(code, id);
  }

  @Post('products/:code/webhooks/:id/replay')
  @HttpCode(200)
  replaySince(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @ZodBody(replayWebhook) body: z.output<typeof replayWebhook>,
  ): Promise<{ queued: number }> {
    return this.replay.run(code, id, new Date(body.since));
  }

  @Get('products/:code/webhooks/:id/deliveries')
  deliveries(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @ZodQuery(webhookDeliveriesQuery) query: z.output<typeof webhookDeliveriesQuery>,
  ): Promise<Page<WebhookDeliveryDto>> {
    return this.read.deliveries(code, id, query);
  }

  @Get('products/:code/webhooks/:id/deliveries/:eventId')
  delivery(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @IdParam('eventId') eventId: string,
  ): Promise<WebhookDeliveryWholeDto> {
    return this.read.delivery(code, id, eventId);
  }

  @Post('products/:code/webhooks/:id/deliveries/:eventId/replay')
  @HttpCode(200)
  replayOne(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @IdParam('eventId') eventId: string,
  ): Promise<WebhookDeliveryDto> {
    return this.replay.one(code, id, eventId);
  }
}
