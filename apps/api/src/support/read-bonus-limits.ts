import { Injectable } from '@nestjs/common';
import type { BonusLimitsDto } from '@rocket/contracts';
import { addDays, Clock, dayOf, moneyText, startOfDay } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { callerKey, type StaffCaller } from '../platform/door';
import { approvalLimitOf } from './bonus-limit';

interface SumRow {
  readonly count: number;
  readonly amount: string;
}

/** What a member of staff may grant alone at the seller of an account, and what they have granted and asked for today. */
@Injectable()
export class ReadBonusLimits {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(accountId: string, staff: StaffCaller): Promise<BonusLimitsDto> {
    const now = await this.clock.now();
    const account = await this.accounts.read(this.db.manager, accountId);
    const { code, currency, timeZone } = account.seller;
    const businessDate = dayOf(now, timeZone);
    const by = callerKey(staff);
    // With a second person the name of the first stands first: `staff:<id> + staff:<id>`.
    const [today]: SumRow[] = await this.db.query(
      `select count(*)::int as count, coalesce(sum(g.amount), 0)::text as amount
         from bonus_grant g join account a on a.id = g.account_id
        where a.seller_code = $1 and (g.granted_by = $2 or g.granted_by like $2 || ' + %')
          and g.created_at >= $3 and g.created_at < $4`,
      [code, by, startOfDay(businessDate, timeZone), startOfDay(addDays(businessDate, 1), timeZone)],
    );
    const [waiting]: SumRow[] = await this.db.query(
      `select count(*)::int as count, coalesce(sum(p.amount), 0)::text as amount
         from approval p join account a on a.id = p.account_id
        where a.seller_code = $1 and p.requested_by = $2 and p.state = 'pending' and p.kind = 'bonus_grant'`,
      [code, by],
    );
    const sum = (row: SumRow | undefined) => ({
      count: row?.count ?? 0,
      amount: moneyText(BigInt(row?.amount ?? 0), currency),
    });
    return {
      limit: moneyText(approvalLimitOf(account), currency),
      businessDate,
      today: sum(today),
      waiting: sum(waiting),
    };
  }
}
