import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Numbers of documents: 1…n of a series (seller, kind, year), without a hole or repeat. */
@Injectable()
export class SeriesStore {
  /**
   * Takes the next number, last of all in the transaction of the document it numbers: a rollback gives it back, and a
   * parallel document waits for this one.
   */
  async next(tx: EntityManager, sellerCode: string, kind: string, year: number): Promise<number> {
    const [{ last_number }] = await tx.query(
      `insert into document_series (seller_code, kind, year, last_number) values ($1, $2, $3, 1)
       on conflict (seller_code, kind, year) do update set last_number = document_series.last_number + 1
       returning last_number`,
      [sellerCode, kind, year],
    );
    return last_number as number;
  }
}
