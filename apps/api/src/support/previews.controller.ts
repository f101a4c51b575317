import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  previewAdjustment,
  previewGrant,
  previewRevocation,
  previewTrialExtension,
  type ActPreviewDto,
  type BonusLimitsDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodBody,
  callerKey,
  type CallerOf,
  type StaffCaller,
} from '../platform/door';
import { PreviewAct } from './preview-act';
import { ReadBonusLimits } from './read-bonus-limits';

/** What acts of staff would do. */
@Controller()
export class PreviewsController {
  constructor(
    private readonly preview: PreviewAct,
    private readonly bonusLimits: ReadBonusLimits,
  ) {}

  @Get('accounts/:id/bonus-limits')
  @Who('support', 'administrator')
  limits(@AccountParam('id') id: string, @Caller() caller: CallerOf): Promise<BonusLimitsDto> {
    return this.bonusLimits.run(id, caller as StaffCaller);
  }

  @Post('accounts/:id/bonus-grants/preview')
  @HttpCode(200)
  @Who('support', 'administrator')
  grant(
    @AccountParam('id') id: string,
    @ZodBody(previewGrant) body: z.output<typeof previewGrant>,
    @Caller() caller: CallerOf,
  ): Promise<ActPreviewDto> {
    return this.preview.grant(id, body, caller as StaffCaller);
  }

  @Post('bonus-grants/:id/revocation/preview')
  @HttpCode(200)
  @Who('support', 'administrator')
  revocation(
    @IdParam('id') id: string,
    @ZodBody(previewRevocation) { reason }: z.output<typeof previewRevocation>,
    @Caller() caller: CallerOf,
  ): Promise<ActPreviewDto> {
    return this.preview.revoke(id, reason, caller as StaffCaller);
  }

  @Get('approvals/:id/preview')
  @Who('support', 'administrator')
  approval(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<ActPreviewDto> {
    return this.preview.approval(id, caller as StaffCaller);
  }

  @Post('accounts/:id/adjustments/preview')
  @HttpCode(200)
  @Who('accountant', 'administrator')
  adjustment(
    @AccountParam('id') id: string,
    @ZodBody(previewAdjustment) body: z.output<typeof previewAdjustment>,
    @Caller() caller: CallerOf,
  ): Promise<ActPreviewDto> {
    return this.preview.adjust(id, body, callerKey(caller));
  }

  @Post('accounts/:id/trial-extensions/preview')
  @HttpCode(200)
  @Who('support', 'administrator')
  trial(
    @AccountParam('id') id: string,
    @ZodBody(previewTrialExtension) body: z.output<typeof previewTrialExtension>,
    @Caller() caller: CallerOf,
  ): Promise<ActPreviewDto> {
    return this.preview.extend(id, body, callerKey(caller));
  }
}
