import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { catalogError } from '@rocket/catalog';
import { DomainError } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { limitOf, cursorOf, type PageRequest } from '../platform/cursor';

/** One of the instances of a product that an account has side by side. */
export interface ProjectRecord {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly name: string;
  readonly createdAt: Date;
}

interface Row {
  readonly id: string;
  readonly account_id: string;
  readonly product_code: string;
  readonly name: string;
  readonly created_at: Date;
}

const PATH = 'project';

/** Projects that are not deleted. The rows of deleted ones stay: papers and the journal go on calling them by name. */
@Injectable()
export class ProjectStore {
  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, accountId: string, id: string): Promise<ProjectRecord> {
    const found = await this.find(tx, accountId, id);
    if (!found) throw notFound('Такого проекта нет');
    return found;
  }

  /** Newest first. */
  async page(
    tx: EntityManager,
    accountId: string,
    request: PageRequest & { readonly product?: string | undefined },
  ): Promise<ProjectRecord[]> {
    const rows: Row[] = await tx.query(
      `select * from project where account_id = $1 and deleted_at is null and ($2::text is null or product_code = $2)
          and ($3::uuid is null or id < $3) order by id desc limit $4`,
      [accountId, request.product ?? null, cursorOf<[string]>(request)?.[0] ?? null, limitOf(request) + 1],
    );
    return rows.map(toRecord);
  }

  /**
   * Writes a project of a locked account down.
   * @throws DomainError `project_name_taken`
   */
  async insert(tx: EntityManager, project: ProjectRecord, by: string): Promise<void> {
    await this.assertNameFree(tx, project);
    await tx.query(
      `insert into project (account_id, id, product_code, name, created_at, created_by) values ($1, $2, $3, $4, $5, $6)`,
      [project.accountId, project.id, project.productCode, project.name, project.createdAt, by],
    );
  }

  /** Of a locked account. @throws DomainError `project_name_taken` */
  async rename(tx: EntityManager, project: ProjectRecord, name: string): Promise<void> {
    await this.assertNameFree(tx, { ...project, name });
    await tx.query('update project set name = $3 where account_id = $1 and id = $2', [
      project.accountId,
      project.id,
      name,
    ]);
  }

  async delete(tx: EntityManager, { accountId, id }: ProjectRecord, by: string, now: Date): Promise<void> {
    await tx.query(
      'update project set deleted_at = $3, deleted_by = $4 where account_id = $1 and id = $2 and deleted_at is null',
      [accountId, id, now, by],
    );
  }

  /**
   * The project a product is connected for; null for a product that an account uses once.
   * @throws DomainError `project_required`, `project_unknown`, `projects_not_offered`
   */
  async ofConnection(
    tx: EntityManager,
    accountId: string,
    product: { readonly code: string; readonly name: string; readonly hasProjects: boolean },
    asked: string | undefined,
  ): Promise<ProjectRecord | null> {
    if (!product.hasProjects) {
      if (asked !== undefined) throw withoutProjects(product.name);
      return null;
    }
    if (asked === undefined) throw required();
    const project = await this.find(tx, accountId, asked);
    if (project?.productCode !== product.code) throw unknown();
    return project;
  }

  /** The same for use that a product tells of. @throws as `ofConnection` does */
  async ofUse(
    tx: EntityManager,
    productCode: string,
    account: { readonly id: string; readonly hasProjects: boolean },
    asked: string | undefined,
  ): Promise<string | null> {
    const [place] = await this.ofUses(tx, productCode, [{ account, project: asked }]);
    if (place instanceof DomainError) throw place;
    return place ?? null;
  }

  /** The same for many at once, each with its answer; of an unknown account it is null. */
  async ofUses(
    tx: EntityManager,
    productCode: string,
    uses: readonly {
      readonly account: { readonly id: string; readonly hasProjects: boolean } | null;
      readonly project: string | undefined;
    }[],
  ): Promise<(string | null | DomainError)[]> {
    const named = uses.filter(({ account, project }) => account?.hasProjects && project !== undefined);
    const known = new Set<string>();
    if (named.length > 0) {
      const rows: Row[] = await tx.query(
        `select j.id, j.account_id from unnest($1::uuid[], $2::uuid[]) as x(account_id, id)
           join project j on j.account_id = x.account_id and j.id = x.id and j.product_code = $3 and j.deleted_at is null`,
        [named.map(({ account }) => account!.id), named.map(({ project }) => project), productCode],
      );
      for (const row of rows) known.add(`${row.account_id} ${row.id}`);
    }
    return uses.map(({ account, project }) => {
      if (!account) return null;
      if (!account.hasProjects) return project === undefined ? null : withoutProjects(productCode);
      if (project === undefined) return required();
      return known.has(`${account.id} ${project}`) ? project : unknown();
    });
  }

  private async find(tx: EntityManager, accountId: string, id: string): Promise<ProjectRecord | null> {
    const [row]: (Row | undefined)[] = await tx.query(
      'select * from project where account_id = $1 and id = $2 and deleted_at is null',
      [accountId, id],
    );
    return row ? toRecord(row) : null;
  }

  private async assertNameFree(tx: EntityManager, project: ProjectRecord): Promise<void> {
    const [taken] = await tx.query(
      `select 1 from project where account_id = $1 and product_code = $2 and lower(name) = lower($3) and id <> $4
          and deleted_at is null`,
      [project.accountId, project.productCode, project.name, project.id],
    );
    if (!taken) return;
    throw billingError('project_name_taken', `Проект «${project.name}» у вас уже есть`, {}, [
      { path: 'name', message: 'Выберите другое название' },
    ]);
  }
}

const required = (): DomainError =>
  billingError('project_required', 'У этого продукта есть проекты: выберите один из них', {}, [
    { path: PATH, message: 'Укажите проект' },
  ]);

const unknown = (): DomainError =>
  billingError('project_unknown', 'У этого аккаунта нет такого проекта', {}, [
    { path: PATH, message: 'Такого проекта нет, или его удалили' },
  ]);

const withoutProjects = (product: string): DomainError =>
  catalogError('projects_not_offered', `«${product}» подключают без проектов`, {}, [
    { path: PATH, message: 'У этого продукта проектов нет' },
  ]);

const toRecord = (row: Row): ProjectRecord => ({
  id: row.id,
  accountId: row.account_id,
  productCode: row.product_code,
  name: row.name,
  createdAt: row.created_at,
});
