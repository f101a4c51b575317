import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { readOffer, staffRoles, type StaffRole } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { OFFERS } from '@rocket/offers';
import { DataSource } from 'typeorm';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { AddStaffMember } from '../platform/identity/add-staff-member';
import { LoadOffer } from '../storefront/load-offer';

const SEED_LOCK = 7_205_759_406;

export interface SandboxLogin {
  readonly role: StaffRole;
  readonly email: string;
  readonly password: string;
}

const NAMES: Readonly<Record<StaffRole, string>> = {
  support: 'Ольга Поддержкина',
  account_manager: 'Мария Счётова',
  accountant: 'Анна Проводкина',
  administrator: 'Илья Админов',
};

/** Log-ins of the seeded staff. A sandbox has no secrets: they are printed at every start. */
export const SANDBOX_LOGINS: readonly SandboxLogin[] = staffRoles.map((role) => ({
  role,
  email: `${role.replace('_', '.')}@rocket.example`,
  password: `rocket-${role.replace('_', '-')}`,
}));

/** Every seller of `offers/` with its products, the default one first, and one staff member of each role: a fresh sandbox. */
@Injectable()
export class SeedSandbox implements OnApplicationBootstrap {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly loadOffer: LoadOffer,
    private readonly addStaff: AddStaffMember,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.sandbox) return;
    // The API and the worker may start together: one of them seeds.
    const lock = this.db.createQueryRunner();
    try {
      await lock.query('select pg_advisory_lock($1)', [SEED_LOCK]);
      const [seller] = await lock.query('select 1 from seller limit 1');
      if (!seller) await this.run();
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [SEED_LOCK]);
      await lock.release();
    }
  }

  async run(): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      for (const offer of OFFERS) await this.loadOffer.run(tx, readOffer(offer), now);
    });
    await Promise.all(
      SANDBOX_LOGINS.map((login) => this.addStaff.run({ ...login, name: NAMES[login.role] })),
    );
  }
}
