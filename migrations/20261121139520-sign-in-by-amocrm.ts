import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A state of OAuth is for connecting an account, or for signing one browser in. */
export class SignInByAmocrm20261121139520 implements MigrationInterface {
  readonly name = 'SignInByAmocrm20261121139520';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What is kept of the cookie of the browser that began to sign in; null: the Connect button, for whoever has the link.
      alter table oauth_state add column browser bytea check (length(browser) = 32);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('SignInByAmocrm cannot be undone');
  }
}
