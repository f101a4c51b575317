import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  giveUpService,
  moveAppointment,
  packagesQuery,
  passCertificate,
  requestService,
  type AppointmentDto,
  type Page,
  type ServicePackageDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import { pageOfWhole } from '../platform/cursor';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { MoveAppointment } from './move-appointment';
import type { Asking } from './open-package';
import { PassCertificate } from './pass-certificate';
import { MakeAppointment } from './make-appointment';
import { SettleAppointment } from './settle-appointment';
import { ShowPackages } from './show-packages';

@Controller('accounts/:id')
@Who('spender', 'support', 'administrator')
export class PackagesController {
  constructor(
    private readonly show: ShowPackages,
    private readonly requestOne: MakeAppointment,
    private readonly moveOne: MoveAppointment,
    private readonly settle: SettleAppointment,
    private readonly pass: PassCertificate,
  ) {}

  @Get('packages')
  @Who('customer', 'staff')
  async list(
    @AccountParam('id') id: string,
    @ZodQuery(packagesQuery) query: z.output<typeof packagesQuery>,
  ): Promise<Page<ServicePackageDto>> {
    return pageOfWhole(await this.show.run(id, query.lang), query, (one) => one.subscriptionId);
  }

  @Post('appointments')
  @AnswersInTransaction()
  request(
    @AccountParam('id') id: string,
    @ZodBody(requestService) { subscriptionId, ...wish }: z.output<typeof requestService>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<AppointmentDto> {
    return this.requestOne.run(id, subscriptionId, wish, askingOf(caller), key);
  }

  @Post('appointments/:appointmentId/time')
  @AnswersInTransaction()
  @HttpCode(200)
  move(
    @AccountParam('id') id: string,
    @IdParam('appointmentId') appointmentId: string,
    @ZodBody(moveAppointment) { at }: z.output<typeof moveAppointment>,
    @Caller() caller: CallerOf,
  ): Promise<AppointmentDto> {
    return this.moveOne.run(id, appointmentId, new Date(at), askingOf(caller));
  }

  @Post('appointments/:appointmentId/cancellation')
  @AnswersInTransaction()
  @HttpCode(200)
  cancel(
    @AccountParam('id') id: string,
    @IdParam('appointmentId') appointmentId: string,
    @ZodBody(giveUpService) body: z.output<typeof giveUpService>,
    @Caller() caller: CallerOf,
  ): Promise<AppointmentDto> {
    return this.settle.cancel(id, appointmentId, 'holder', askingOf(caller), body?.mayCost);
  }

  @Post('certificates/:certificateId/pass')
  @AnswersInTransaction()
  @Who('owner', 'support', 'administrator')
  passOn(
    @AccountParam('id') id: string,
    @IdParam('certificateId') certificateId: string,
    @ZodBody(passCertificate) body: z.output<typeof passCertificate>,
    @Caller() caller: CallerOf,
  ): Promise<ServicePackageDto> {
    return this.pass.run(id, certificateId, body, askingOf(caller));
  }
}

const askingOf = (caller: CallerOf): Asking => ({
  kind: caller.kind === 'user' ? 'user' : 'staff',
  key: callerKey(caller),
});
