import { Injectable } from '@nestjs/common';
import type { PartnerRowDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

interface DeskRow {
  readonly account_id: string;
  readonly name: string;
  readonly seller_code: string;
  readonly currency: Currency;
  readonly code: string;
  readonly contract_number: string;
  readonly made_at: Date;
  readonly ends_on: LocalDate | null;
  readonly customers: number;
  readonly earned: string;
  readonly due: string;
}

/** Partners of all sellers as staff see them. */
@Injectable()
export class PartnerDeskStore {
  /** The newest first. */
  async list(tx: EntityManager, request: PageRequest & { readonly only?: 'due' | undefined }) {
    const after = cursorOf<[string, string]>(request);
    const rows: DeskRow[] = await tx.query(
      `select p.account_id, a.name, a.seller_code, s.currency, p.code, p.contract_number, p.made_at, p.ends_on,
              (select count(*)::integer from brought_customer b where b.account_id = p.account_id and b.until is null) as customers,
              f.earned, f.earned - f.paid as due
         from partnership p
         join account a on a.id = p.account_id
         join seller s on s.code = a.seller_code
         cross join lateral (
           select (select coalesce(sum(case r.kind when 'earned' then r.amount else -r.amount end), 0)
                     from partner_reward r where r.account_id = p.account_id) as earned,
                  (select coalesce(sum(o.amount), 0) from partner_payout o
                    where o.account_id = p.account_id and o.returned_on is null) as paid) f
        where ($1::timestamptz is null or (p.made_at, p.account_id) < ($1, $2::uuid))
          and (not $3::boolean or f.earned > f.paid)
        order by p.made_at desc, p.account_id desc limit $4`,
      [after?.[0] ?? null, after?.[1] ?? null, request.only === 'due', limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.made_at.toISOString(), row.account_id]);
  }
}

const toDto = (row: DeskRow): PartnerRowDto => ({
  account: { id: row.account_id, name: row.name, seller: row.seller_code },
  code: row.code,
  number: row.contract_number,
  endsOn: row.ends_on,
  customers: row.customers,
  earned: moneyText(BigInt(row.earned), row.currency),
  due: moneyText(BigInt(row.due), row.currency),
});
