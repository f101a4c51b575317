import { Injectable } from '@nestjs/common';
import type { OfferProfileDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { SellerStore } from './seller.store';

/** Adds a seller from an offer profile: data only, whatever its terms. Refuses a taken code. */
@Injectable()
export class AddSeller {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
  ) {}

  async run(profile: OfferProfileDto): Promise<OfferProfileDto> {
    const now = await this.clock.now();
    await withTransaction(this.db, (tx) => this.sellers.insert(tx, profile, now));
    return profile;
  }
}
