import { Injectable } from '@nestjs/common';
import type { TimelineKind } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { HAPPENINGS, SAID_BY_MONEY } from './happening.rows';
import { PRODUCT_HAPPENINGS } from './product-happening.rows';

/** A row of the time line, before it is put into words. */
export interface HappeningRow {
  readonly at: Date;
  readonly key: string;
  readonly day_only: boolean;
  readonly kind: TimelineKind;
  readonly event: string;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
}

const COLUMNS = 'at, key, day_only, event, actor, reason, facts, subject_type, subject_id';

/** A page of one table: whoever has written thousands of rows hands over only those that may be on it. */
const branch = (kind: TimelineKind, select: string, only = 'true'): string => `
  (select '${kind}' as kind, ${COLUMNS} from (${select}) x (${COLUMNS})
    where at is not null and ${only} and ($2::timestamptz is null or (at, key) < ($2, $3)) order by at desc, key desc limit $4)`;

const NAME = `case
    when h.actor ~ '^staff:[0-9a-f-]{36}' then (select m.name from staff_member m where m.id = substring(h.actor from 7 for 36)::uuid)
    when h.actor ~ '^user:[0-9a-f-]{36}' then (select u.name from account_user u where u.account_id = $1
                                                                                  and u.id = substring(h.actor from 6 for 36)::uuid)
  end as actor_name`;

/** A notice may be about several products: the code is looked for wherever its facts name one. */
const ABOUT_PRODUCT = `jsonb_path_exists(facts, '$.**.productCode ? (@ == $code)', jsonb_build_object('code', $5::text))`;

/** Reads what happened to an account, newest first; of the same instant, always in the same order. */
@Injectable()
export class HappeningStore {
  async list(
    tx: EntityManager,
    accountId: string,
    kinds: readonly TimelineKind[],
    request: PageRequest,
  ): Promise<{ items: HappeningRow[]; nextCursor: string | null }> {
    const leftOut = kinds.includes('money') ? SAID_BY_MONEY : {};
    const branches = kinds.flatMap((kind) =>
      HAPPENINGS[kind].map((select) => branch(kind, select, `not (${leftOut[kind] ?? 'false'})`)),
    );
    return this.page(tx, branches, accountId, request);
  }

  /** The same of one product, whatever connections of it there were; what people asked for and was refused is left out. */
  async ofProduct(
    tx: EntityManager,
    accountId: string,
    product: string,
    request: PageRequest,
  ): Promise<{ items: HappeningRow[]; nextCursor: string | null }> {
    const branches = PRODUCT_HAPPENINGS.map(({ kind, select }) => branch(kind, select, ABOUT_PRODUCT));
    return this.page(tx, branches, accountId, request, [product]);
  }

  private async page(
    tx: EntityManager,
    branches: readonly string[],
    accountId: string,
    request: PageRequest,
    more: readonly unknown[] = [],
  ): Promise<{ items: HappeningRow[]; nextCursor: string | null }> {
    const cursor = cursorOf<[string, string]>(request);
    const rows: HappeningRow[] = await tx.query(
      `select h.*, ${NAME} from (select * from (${branches.join(' union all ')}) b order by at desc, key desc limit $4) h
        order by h.at desc, h.key desc`,
      [accountId, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1, ...more],
    );
    return pageOf(
      rows,
      request,
      (row) => row,
      (row) => [row.at.toISOString(), row.key],
    );
  }
}
