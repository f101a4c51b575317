import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many requests to an address are under way is asked at every look: however long its queue is, those few are found alone. */
export class IndexWebhookLeases20261121140410 implements MigrationInterface {
  readonly name = 'IndexWebhookLeases20261121140410';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index webhook_delivery_leased on webhook_delivery (endpoint_id, leased_until)
        where state = 'queued' and leased_until is not null
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('IndexWebhookLeases cannot be undone');
  }
}
