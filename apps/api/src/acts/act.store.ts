import { Injectable } from '@nestjs/common';
import {
  routes,
  type ActForCustomerDto,
  type ActResult,
  type AuditEventDto,
  type Page,
  type Route,
} from '@rocket/contracts';
import { addDays, startOfDay, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/** Rows as the driver hands them over: an instant is a date, a name stands beside its id. */
type RowOf<Dto> = Omit<Dto, 'at' | 'actorName' | 'account'> & {
  readonly at: Date;
  readonly actor_name: string | null;
};
type ActRow = RowOf<ActForCustomerDto>;
interface AuditRow extends RowOf<AuditEventDto> {
  readonly account_id: string | null;
  readonly account_name: string | null;
}

export interface AuditRequest extends PageRequest {
  readonly actor?: string | undefined;
  readonly account?: string | undefined;
  readonly action?: string | undefined;
  readonly result?: ActResult | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** Staff are in Moscow, whichever seller they act for. */
const ZONE = 'Europe/Moscow';

const NAME = `case
    when e.actor like 'staff:%' then (select m.name from staff_member m where m.id = substring(e.actor from 7)::uuid)
    when e.actor like 'user:%' then (select u.name from account_user u where u.account_id = e.account_id
                                                                         and u.id = substring(e.actor from 6)::uuid)
  end as actor_name`;

/** Doors whose `code` in the path is that of a seller, or of a product. */
const under = (path: string): string[] =>
  Object.entries<Route>(routes).flatMap(([name, route]) => (route.path.startsWith(path) ? [name] : []));
const OF_SELLER = under('/sellers/:code');
const OF_PRODUCT = under('/products/:code');
/** Codes are what was sent: they may name nothing. A product has the name it has now. */
const NAMED = `
  left join product p on p.code = case when e.action = any($11) then e.target ->> 'code' else e.told ->> 'productCode' end
  left join seller s on s.code = case when e.action = any($10) then e.target ->> 'code' when e.action = any($11) then p.seller_code
                                 else e.told ->> 'seller' end`;

/** Reads the acts that the platform writes down. */
@Injectable()
export class ActStore {
  async audit(tx: EntityManager, request: AuditRequest): Promise<Page<AuditEventDto>> {
    const rows = await this.rows(tx, request, limitOf(request) + 1);
    return pageOf(rows, request, toEvent, keyOf);
  }

  /** The newest of those asked for. */
  async newest(tx: EntityManager, request: AuditRequest, limit: number): Promise<AuditEventDto[]> {
    return (await this.rows(tx, { ...request, cursor: undefined }, limit)).map(toEvent);
  }

  async ofStaff(
    tx: EntityManager,
    accountId: string,
    request: PageRequest,
  ): Promise<Page<ActForCustomerDto>> {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ActRow[] = await tx.query(
      `select e.id, e.at, e.role, e.action, e.told, e.result, ${NAME} from audit_event e
        where e.account_id = $1 and e.actor like 'staff:%' and e.result in ('done', 'asked')
          and ($2::timestamptz is null or (e.at, e.id) < ($2, $3::uuid))
        order by e.at desc, e.id desc limit $4`,
      [accountId, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    const view = ({
      id,
      at,
      role,
      action,
      told,
      result,
      actor_name: actorName,
    }: ActRow): ActForCustomerDto => ({
      ...{ id, role, action, told, result, actorName },
      at: at.toISOString(),
    });
    return pageOf(rows, request, view, keyOf);
  }

  private rows(tx: EntityManager, request: AuditRequest, limit: number): Promise<AuditRow[]> {
    const cursor = cursorOf<[string, string]>(request);
    return tx.query(
      `select e.*, a.name as account_name, s.name as seller, p.name as product, ${NAME}
         from audit_event e left join account a on a.id = e.account_id ${NAMED}
        where ($1::text is null or e.actor = $1) and ($2::uuid is null or e.account_id = $2)
          and ($3::text is null or e.action = $3) and ($4::text is null or e.result = $4)
          and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6)
          and ($7::timestamptz is null or (e.at, e.id) < ($7, $8::uuid))
        order by e.at desc, e.id desc limit $9`,
      [
        request.actor ?? null,
        request.account ?? null,
        request.action ?? null,
        request.result ?? null,
        request.from ? startOfDay(request.from, ZONE) : null,
        request.to ? startOfDay(addDays(request.to, 1), ZONE) : null,
        cursor?.[0] ?? null,
        cursor?.[1] ?? null,
        limit,
        OF_SELLER,
        OF_PRODUCT,
      ],
    );
  }
}

const keyOf = (row: Pick<ActRow, 'at' | 'id'>): [string, string] => [row.at.toISOString(), row.id];

const toEvent = (row: AuditRow): AuditEventDto => ({
  id: row.id,
  at: row.at.toISOString(),
  account:
    row.account_id === null || row.account_name === null
      ? null
      : { id: row.account_id, name: row.account_name },
  actor: row.actor,
  actorName: row.actor_name,
  role: row.role,
  action: row.action,
  target: row.target,
  seller: row.seller,
  product: row.product,
  fields: row.fields,
  told: row.told,
  reason: row.reason,
  address: row.address,
  device: row.device,
  via: row.via,
  result: row.result,
  code: row.code,
});
