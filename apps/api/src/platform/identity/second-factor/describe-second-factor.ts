import { Injectable } from '@nestjs/common';
import type { SecondFactorDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../config';
import { SecondFactorStore } from './second-factor.store';

/** Whether somebody signs in with a second factor; never the secret of it. */
@Injectable()
export class DescribeSecondFactor {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly factors: SecondFactorStore,
  ) {}

  async run(staffId: string): Promise<SecondFactorDto> {
    const factor = await this.factors.read(this.db, staffId, true);
    return {
      isOn: factor !== null,
      isRequired: this.config.needsSecondFactor,
      since: factor?.createdAt.toISOString() ?? null,
      recoveryCodesLeft: await this.factors.recoveryCodesLeft(this.db, staffId),
    };
  }
}
