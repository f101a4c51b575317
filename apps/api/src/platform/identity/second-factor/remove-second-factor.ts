import { Injectable } from '@nestjs/common';
import type { SecondFactorDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { ApiError } from '../../api-error';
import { AppConfig } from '../../config';
import { withTransaction } from '../../database';
import { DescribeSecondFactor } from './describe-second-factor';
import { ProveAgain, type ShownAgain } from './prove-again';
import { SecondFactorStore } from './second-factor.store';

/** Signs in by password alone again. Throws `second_factor_required` where nobody may. */
@Injectable()
export class RemoveSecondFactor {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly proveAgain: ProveAgain,
    private readonly factors: SecondFactorStore,
    private readonly describe: DescribeSecondFactor,
  ) {}

  async run(staffId: string, shown: ShownAgain, address: string): Promise<SecondFactorDto> {
    if (this.config.needsSecondFactor)
      throw new ApiError('second_factor_required', 'Вход с кодом обязателен: его можно только перенастроить');
    await this.proveAgain.run(staffId, shown, address);
    await withTransaction(this.db, (tx) => this.factors.forget(tx, staffId));
    return this.describe.run(staffId);
  }
}
