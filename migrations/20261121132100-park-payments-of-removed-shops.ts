import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment whose shop is no longer among the settings: nobody can be asked whether its money came, so a person looks. */
export class ParkPaymentsOfRemovedShops20261121132100 implements MigrationInterface {
  readonly name = 'ParkPaymentsOfRemovedShops20261121132100';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table provider_payment add column parked_at timestamptz');
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ParkPaymentsOfRemovedShops cannot be undone');
  }
}
