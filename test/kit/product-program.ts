import { randomUUID } from 'node:crypto';
import {
  routes,
  type CountedUsageDto,
  type EntitlementDto,
  type ProblemDto,
  type UsageReservationDto,
} from '@rocket/contracts';
import type { Customer } from './customer';
import type { Person } from './person';
import type { World } from './world';

/** The back end of a product: it calls with a key of its own. */
export class ProductProgram {
  private constructor(
    private readonly world: World,
    readonly caller: Person,
  ) {}

  static async of(world: World, code: string): Promise<ProductProgram> {
    const administrator = await world.staff('administrator');
    const { secret } = await administrator.asks(routes.createKey, { params: { code } });
    return new ProductProgram(world, world.bearer(secret));
  }

  /** Says that a customer used so much, now unless told. */
  async counts(
    customer: Customer,
    unit: string,
    quantity: number | string,
    wish: { at?: string; key?: string; change?: 'raise' | 'lower' } = {},
  ): Promise<CountedUsageDto> {
    const { at = (await this.world.now()).toISOString(), key = randomUUID(), change } = wish;
    const body = {
      account: customer.account.amocrmAccountId,
      unit,
      quantity,
      at,
      ...(change ? { change } : {}),
    };
    return this.caller.asks(routes.recordUsage, { body, idempotencyKey: key });
  }

  async isRefused(
    customer: Customer,
    unit: string,
    quantity: number | string,
    at?: string,
  ): Promise<ProblemDto> {
    const body = {
      account: customer.account.amocrmAccountId,
      unit,
      quantity,
      at: at ?? (await this.world.now()).toISOString(),
    };
    return this.caller.isRefused(routes.recordUsage, { body });
  }

  /** Holds so much for a while, a quarter of an hour unless told. */
  reserves(
    customer: Customer,
    unit: string,
    quantity: number,
    wish: { expiresIn?: number; key?: string } = {},
  ): Promise<UsageReservationDto> {
    const { key = randomUUID(), ...more } = wish;
    const body = { account: customer.account.amocrmAccountId, unit, quantity, ...more };
    return this.caller.asks(routes.reserveUsage, { body, idempotencyKey: key });
  }

  confirms({ reservationId: id }: { reservationId: string }, quantity?: number) {
    return this.caller.asks(routes.confirmReservation, { params: { id }, body: { quantity } });
  }

  async cannotConfirm({ reservationId: id }: { reservationId: string }, quantity?: number): Promise<string> {
    const { status, code } = await this.caller.isRefused(routes.confirmReservation, {
      params: { id },
      body: { quantity },
    });
    return `${status} ${code}`;
  }

  releases({ reservationId: id }: { reservationId: string }) {
    return this.caller.asks(routes.releaseReservation, { params: { id } });
  }

  entitlement(customer: Customer): Promise<EntitlementDto> {
    return this.caller.asks(routes.entitlement, { query: { account: customer.account.amocrmAccountId } });
  }
}
