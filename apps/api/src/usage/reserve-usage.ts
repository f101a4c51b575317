import { Injectable } from '@nestjs/common';
import {
  billingError,
  reservedBy,
  type LimitStanding,
  type UsageEvent,
  type UsageMeter,
  type UsageReservation,
} from '@rocket/billing';
import { RESERVED_FOR, type ReserveUsageDto, type UsageReservationDto } from '@rocket/contracts';
import { Clock, Exact, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { AccountPace } from '../platform/account-pace';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { idOfKey, newId } from '../platform/ids';
import { ProjectStore } from '../projects/project.store';
import { OpenMeters } from './open-meters';
import { ProductMeter } from './product-meter';
import { unknownAccount } from './record-usage';
import { ReservationStore } from './reservation.store';
import { limitExceeded } from './usage-refusals';
import { UsageStore } from './usage.store';
import { placeOf, usingOf } from './used-subscription.store';

interface Wish {
  readonly id: string;
  readonly unit: string;
  readonly quantity: Exact;
  readonly at: Date;
  readonly expiresAt: Date;
}

/**
 * Holds so much of a unit for a product that must not go over: what is reserved counts against the limit for everybody else
 * until it is confirmed, released, or its time is over. Where the offer only warns it is always given. Thresholds are told by
 * what is used, not by what is held.
 *
 * Refuses: `limit_exceeded`, where use over the limit is dropped too; `unit_not_reservable` for a level, and whatever counting
 * it would refuse.
 */
@Injectable()
export class ReserveUsage {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly usage: UsageStore,
    private readonly openMeters: OpenMeters,
    private readonly reservations: ReservationStore,
    private readonly projects: ProjectStore,
    private readonly wallClock: WallClock,
    private readonly pace: AccountPace,
  ) {}

  async run(
    productCode: string,
    { account: number, project, unit, quantity, at, expiresIn = RESERVED_FOR.usual }: ReserveUsageDto,
    requestKey: string | null,
  ): Promise<UsageReservationDto> {
    const now = await this.clock.now();
    const using = (await this.usage.accountsOf(this.db.manager, productCode, [number])).get(number);
    if (using === undefined) throw unknownAccount(number);
    const accountId = using.id;
    this.pace.take(accountId, using.requestsPerSecond, (await this.wallClock.now()).getTime());
    const projectId = await this.projects.ofUse(this.db.manager, productCode, using, project);
    const wish: Wish = {
      id: requestKey === null ? newId(now) : idOfKey(requestKey),
      unit,
      quantity: new Exact(quantity),
      at: at ? new Date(at) : now,
      expiresAt: new Date(now.getTime() + expiresIn * 1000),
    };
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      return this.within(tx, account, productCode, { ...wish, projectId }, now);
    });
  }

  private async within(
    tx: EntityManager,
    account: AccountRecord,
    productCode: string,
    wish: Wish & { readonly projectId: string | null },
    now: Date,
  ): Promise<UsageReservationDto> {
    const day = dayOf(wish.at, account.seller.timeZone);
    const using = usingOf(account, wish.projectId);
    const meters = await this.openMeters.run(tx, [using], productCode, day, now);
    const event = { ...wish, day };
    const { meter } = (meters.get(placeOf(using)) ?? new ProductMeter([], [], [])).of(account, event, now);
    // Made before, and the answer was lost: it is held already.
    const known = await this.reservations.find(tx, account.id, wish.id);
    if (known) return toDto(known, standingOf(meter, event));
    if (!meter.isReservable(wish.unit)) {
      throw billingError(
        'unit_not_reservable',
        `«${wish.unit}» — уровень: его поднимают и опускают сразу`,
        {},
        [{ path: 'unit', message: 'Передавайте change: raise и lower' }],
      );
    }
    const { verdict, standing, parts } = meter.weigh(event);
    if (verdict !== 'counted') throw limitExceeded(account, standing!, now);
    const reservation: UsageReservation = { ...event, parts, state: 'held', confirmed: null };
    await this.reservations.insert(tx, account.id, productCode, reservation, now);
    for (const part of parts) meter.hold({ ...part, unit: wish.unit, day });
    return toDto(reservation, standingOf(meter, event));
  }
}

/** The limit of the unit with least left; null for a unit that is only priced. */
function standingOf(meter: UsageMeter, { unit, day }: UsageEvent): LimitStanding | null {
  const left = ({ quota, used, reserved }: LimitStanding) => quota.minus(used).minus(reserved);
  const [tightest] = meter
    .standings(day)
    .filter(({ limit }) => limit.unit === unit)
    .sort((a, b) => left(a).cmp(left(b)));
  return tightest ?? null;
}

const toDto = (reservation: UsageReservation, standing: LimitStanding | null): UsageReservationDto => ({
  reservationId: reservation.id,
  used: standing?.used.toNumber() ?? 0,
  reserved: (standing?.reserved ?? reservedBy(reservation)).toNumber(),
  limit: standing?.quota.toNumber() ?? null,
  expiresAt: reservation.expiresAt.toISOString(),
});
