import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  cancelAppointment,
  moveAppointment,
  requestServiceByCertificate,
  type AppointmentDto,
  type HeldPackageDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  Caller,
  IdParam,
  NeedsScope,
  RequestKey,
  Who,
  ZodBody,
  callerKey,
  type CallerOf,
  type ProductCaller,
} from '../platform/door';
import { MoveAppointment } from './move-appointment';
import type { Asking } from './open-package';
import { MakeAppointment } from './make-appointment';
import { SettleAppointment } from './settle-appointment';
import { ShowPackages } from './show-packages';

/** For back ends of products: whoever calls them names the number of a certificate. */
@Controller()
@Who('product')
export class AppointmentsController {
  constructor(
    private readonly show: ShowPackages,
    private readonly requestOne: MakeAppointment,
    private readonly moveOne: MoveAppointment,
    private readonly settle: SettleAppointment,
  ) {}

  @Get('certificates/:number')
  @NeedsScope('entitlements:read')
  certificate(@Param('number') number: string, @Caller() caller: CallerOf): Promise<HeldPackageDto> {
    return this.show.byNumber(productsOf(caller), number);
  }

  @Post('appointments')
  @AnswersInTransaction()
  @NeedsScope('usage:write')
  request(
    @ZodBody(requestServiceByCertificate) body: z.output<typeof requestServiceByCertificate>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<AppointmentDto> {
    return this.requestOne.byCertificate(productsOf(caller), body, askingOf(caller), key);
  }

  @Post('appointments/:id/time')
  @AnswersInTransaction()
  @HttpCode(200)
  @NeedsScope('usage:write')
  async schedule(
    @IdParam('id') id: string,
    @ZodBody(moveAppointment) { at }: z.output<typeof moveAppointment>,
    @Caller() caller: CallerOf,
  ): Promise<AppointmentDto> {
    return this.moveOne.run(await this.accountOf(caller, id), id, new Date(at), askingOf(caller));
  }

  @Post('appointments/:id/rendering')
  @AnswersInTransaction()
  @HttpCode(200)
  @NeedsScope('usage:write')
  async render(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<AppointmentDto> {
    return this.settle.render(await this.accountOf(caller, id), id, askingOf(caller));
  }

  @Post('appointments/:id/absence')
  @AnswersInTransaction()
  @HttpCode(200)
  @NeedsScope('usage:write')
  async miss(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<AppointmentDto> {
    return this.settle.miss(await this.accountOf(caller, id), id, askingOf(caller));
  }

  @Post('appointments/:id/cancellation')
  @AnswersInTransaction()
  @HttpCode(200)
  @NeedsScope('usage:write')
  async giveUp(
    @IdParam('id') id: string,
    @ZodBody(cancelAppointment) { by }: z.output<typeof cancelAppointment>,
    @Caller() caller: CallerOf,
  ): Promise<AppointmentDto> {
    return this.settle.cancel(await this.accountOf(caller, id), id, by, askingOf(caller));
  }

  private accountOf(caller: CallerOf, id: string): Promise<string> {
    return this.moveOne.accountOf(productsOf(caller), id);
  }
}

const productsOf = (caller: CallerOf): readonly string[] => (caller as ProductCaller).products;
const askingOf = (caller: CallerOf): Asking => ({ kind: 'product', key: callerKey(caller) });
