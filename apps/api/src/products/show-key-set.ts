import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import { WallClock } from '../platform/clock';
import { LicenceSigner } from './licence-signer';
import { DatabaseAway } from '../platform/product-database';
import { cannotAnswer } from './cannot-answer';

/** The public key set licences are checked by, from memory while the database is away. */
@Injectable()
export class ShowKeySet {
  constructor(
    private readonly signer: LicenceSigner,
    private readonly clock: WallClock,
  ) {}

  /** @throws ApiError `database_unavailable` */
  async run(): Promise<{ keys: JWK[] }> {
    try {
      return await this.signer.keySet(await this.clock.now());
    } catch (error) {
      throw error instanceof DatabaseAway ? cannotAnswer() : error;
    }
  }
}
