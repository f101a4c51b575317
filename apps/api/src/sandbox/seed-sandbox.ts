import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { priceOfFile, readOffer, staffRoles, type StaffRole } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { OFFERS } from '@rocket/offers';
import { DataSource } from 'typeorm';
import { AppConfig } from '../platform/config';
import { AddStaffMember } from '../platform/identity/add-staff-member';
import { AddSeller } from '../sellers/add-seller';
import { AddPrice } from '../storefront/add-price';
import { CreateProduct } from '../storefront/create-product';

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

/** The first seller with its products, and one staff member of each role: what a fresh sandbox holds. */
@Injectable()
export class SeedSandbox implements OnApplicationBootstrap {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly addSeller: AddSeller,
    private readonly createProduct: CreateProduct,
    private readonly addPrice: AddPrice,
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
    const { profile, products } = readOffer(OFFERS[0]);
    await this.addSeller.run(profile);
    const validFrom = dayOf(now, profile.timeZone);
    for (const { prices, ...product } of products) {
      await this.createProduct.run({ ...product, seller: profile.code });
      for (const price of prices)
        await this.addPrice.run(product.code, priceOfFile(price, profile.currency, validFrom));
    }
    await Promise.all(
      SANDBOX_LOGINS.map((login) => this.addStaff.run({ ...login, name: NAMES[login.role] })),
    );
  }
}
