import { Injectable } from '@nestjs/common';
import type { EntitlementDto } from '@rocket/contracts';
import { Clock, addDays, dayOf, daysBetween, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ShowUsage } from '../usage/show-usage';
import { LicenceSigner } from './licence-signer';

interface Row {
  readonly account_id: string;
  readonly account_state: string;
  readonly held_ground: string | null;
  readonly time_zone: string;
  readonly grace_days: number;
  readonly state: 'trial' | 'active' | 'suspended' | 'ended' | null;
  readonly quantity: number | null;
  readonly paid_to: LocalDate | null;
  readonly suspended_on: LocalDate | null;
  readonly free_quantity: number | null;
  readonly period_start: LocalDate | null;
  /** The period in use follows the paid days of an earlier connection, which go on until then. */
  readonly follows: boolean;
}

type Verdict = Pick<EntitlementDto, 'entitled' | 'state' | 'reason'>;

/**
 * "May this account use me?" (the question every product asks). Read from the rows that charges and suspensions change, so the
 * answer turns the moment they are committed. There is no grace unless the offer's terms give one.
 */
@Injectable()
export class AnswerEntitlement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly signer: LicenceSigner,
    private readonly usage: ShowUsage,
  ) {}

  async run(productCode: string, amocrmAccountId: number): Promise<EntitlementDto> {
    const now = await this.clock.now();
    const [row]: (Row | undefined)[] = await this.db.query(
      `select a.id as account_id, a.state as account_state, a.held_ground, l.time_zone, (o.terms ->> 'entitlementGraceDays')::int as grace_days,
              s.state, s.quantity, s.paid_to, s.suspended_on, s.free_quantity, s.period_start,
              exists (select from subscription o where o.account_id = a.id and o.product_code = p.code and o.ended_no > 0
                         and o.period_start is not null and o.paid_to = s.period_start) as follows
         from product p
         join account a on a.seller_code = p.seller_code and a.amocrm_account_id = $2
         join seller l on l.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         left join lateral (select * from subscription s where s.account_id = a.id and s.product_code = p.code
                             order by s.ended_no = 0 desc, s.ended_no desc,
                               -- Of packages the one in use that ends last.
                               s.period_start > ($3::timestamptz at time zone l.time_zone)::date, s.paid_to desc limit 1) s on true
        where p.code = $1`,
      [productCode, amocrmAccountId, now],
    );
    const today = row ? dayOf(now, row.time_zone) : null;
    const verdict = judge(row, today);
    const paidUntil = row?.paid_to ? addDays(row.paid_to, -1) : null;
    const quantity = row?.quantity ?? 0;
    const { entitled, state } = verdict;
    const claims = { account: amocrmAccountId, product: productCode, entitled, state, quantity, paidUntil };
    return {
      ...verdict,
      quantity,
      paidUntil,
      daysLeft: paidUntil && today ? daysBetween(today, paidUntil) : null,
      limits: row ? await this.usage.limitsOf(row.account_id, productCode, row.time_zone, now) : [],
      licence: await this.signer.sign(claims),
    };
  }
}

function judge(row: Row | undefined, today: LocalDate | null): Verdict {
  if (!row || !today) return no('unknown', 'Аккаунт amoCRM не подключён к Rocket');
  if (row.account_state === 'terminated') return no('ended', 'Договор расторгнут');
  if (row.account_state === 'frozen' || row.account_state === 'erased')
    return no('suspended', 'Аккаунт заморожен');
  if (row.held_ground !== null) return no('suspended', 'Аккаунт приостановлен службой поддержки');
  switch (row.state) {
    case 'trial':
      return { entitled: true, state: 'trial', reason: 'Идёт пробный период' };
    case 'active':
      if (row.period_start !== null && row.period_start > today && !row.follows)
        return no('active', `Права начнут действовать ${row.period_start.split('-').reverse().join('.')}`);
      return {
        entitled: true,
        state: 'active',
        reason: row.free_quantity === null ? 'Продукт оплачен' : 'Продукт предоставлен бесплатно',
      };
    case 'suspended': {
      const isInGrace = row.suspended_on !== null && today < addDays(row.suspended_on, row.grace_days);
      if (isInGrace)
        return { entitled: true, state: 'suspended', reason: 'Оплата закончилась, идёт льготный срок' };
      return no('suspended', 'Продукт приостановлен: пополните баланс');
    }
    case 'ended':
      return no('ended', 'Продукт отключён');
    case null:
      return no('none', 'Продукт не подключён');
  }
}

const no = (state: EntitlementDto['state'], reason: string): Verdict => ({ entitled: false, state, reason });
