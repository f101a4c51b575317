import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOf } from '../platform/identity/secrets';

/** What is kept of a token. */
export interface ProjectToken {
  readonly projectId: string;
  readonly lastFour: string;
  readonly createdAt: Date;
  readonly retiresAt: Date | null;
}

/** Tokens of projects. Only hashes are kept. */
@Injectable()
export class ProjectTokenStore {
  /** Those of projects that still work, newest first. */
  async working(tx: EntityManager, accountId: string, projects: readonly string[], now: Date) {
    const rows: { project_id: string; last_four: string; created_at: Date; retires_at: Date | null }[] =
      await tx.query(
        `select project_id, last_four, created_at, retires_at from project_token
          where account_id = $1 and project_id = any($2::uuid[]) and (retires_at is null or retires_at > $3)
          order by id desc`,
        [accountId, projects, now],
      );
    return rows.map((row): ProjectToken => ({
      projectId: row.project_id,
      lastFour: row.last_four,
      createdAt: row.created_at,
      retiresAt: row.retires_at,
    }));
  }

  async insert(
    tx: EntityManager,
    token: { accountId: string; projectId: string; id: string; secret: string; by: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into project_token (account_id, project_id, id, hash, last_four, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        token.accountId,
        token.projectId,
        token.id,
        hashOf(token.secret),
        token.secret.slice(-4),
        now,
        token.by,
      ],
    );
  }

  /** Tokens of a project work until then at most; one that was to retire earlier still does. */
  async retire(tx: EntityManager, accountId: string, projectId: string, until: Date): Promise<void> {
    await tx.query(
      `update project_token set retires_at = $3
        where account_id = $1 and project_id = $2 and (retires_at is null or retires_at > $3)`,
      [accountId, projectId, until],
    );
  }

  /** The project a token that works speaks for; null for a token that does not. */
  async projectOf(
    tx: EntityManager,
    secret: string,
    now: Date,
  ): Promise<{ accountId: string; projectId: string; productCode: string; amocrmAccountId: number } | null> {
    const [row] = await tx.query(
      `select j.account_id, j.id, j.product_code, a.amocrm_account_id from project_token t
         join project j on j.account_id = t.account_id and j.id = t.project_id and j.deleted_at is null
         join account a on a.id = j.account_id
        where t.hash = $1 and (t.retires_at is null or t.retires_at > $2)`,
      [hashOf(secret), now],
    );
    if (!row) return null;
    return {
      accountId: row.account_id,
      projectId: row.id,
      productCode: row.product_code,
      amocrmAccountId: Number(row.amocrm_account_id),
    };
  }
}
