import { Injectable } from '@nestjs/common';
import { requisites, type OfferProfileDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { PRINTED_REQUISITES, printedFields, printedTerms } from '../platform/printed-fields';
import { SellerStore } from './seller.store';

/** The contract has checked the profile already; here it is asked only whether papers can say it. */
const PRINTED = printedFields(
  z.looseObject({
    name: z.string(),
    requisites: printedFields(requisites, PRINTED_REQUISITES),
    terms: printedTerms,
  }),
  ['name'],
);

/** Adds a seller from an offer profile: data only, whatever its terms. Refuses a taken code and what no paper can print. */
@Injectable()
export class AddSeller {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
  ) {}

  async run(profile: OfferProfileDto): Promise<OfferProfileDto> {
    const now = await this.clock.now();
    parseOr422(PRINTED, profile);
    await withTransaction(this.db, (tx) => this.sellers.insert(tx, profile, now));
    return profile;
  }
}
