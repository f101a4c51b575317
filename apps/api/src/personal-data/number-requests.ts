import { Injectable } from '@nestjs/common';
import { dayOf } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { SeriesStore } from '../documents/series.store';

/** Numbers of the register of a seller, anew each year: ПД-2026-12. */
@Injectable()
export class NumberRequests {
  constructor(private readonly series: SeriesStore) {}

  async next(tx: EntityManager, seller: { code: string; timeZone: string }, now: Date): Promise<string> {
    const year = Number(dayOf(now, seller.timeZone).slice(0, 4));
    return `ПД-${year}-${await this.series.next(tx, seller.code, 'personal_data', year)}`;
  }
}
