import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { catalogError } from '@rocket/catalog';
import type { CreateProjectDto, ProjectDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { newId } from '../platform/ids';
import { printedName } from '../platform/printed-fields';
import { ProductStore } from '../storefront/product.store';
import { ProjectStore } from './project.store';
import { ShowProjects } from './show-projects';

/**
 * Makes a project: nothing is connected for it yet and nothing is charged (QSockets 3.3.1).
 * Refuses: `project_name_taken`, `projects_not_offered`, `account_not_active`, a product of another seller,
 * `validation_failed` for a name no paper can print.
 */
@Injectable()
export class CreateProject {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly projects: ProjectStore,
    private readonly show: ShowProjects,
  ) {}

  async run(accountId: string, { productCode, name }: CreateProjectDto, by: string): Promise<ProjectDto> {
    const now = await this.clock.now();
    parseOr422(printedName, { name });
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (isContractOver(account))
        throw billingError('account_not_active', 'Договор закончился: проектов больше не создать', {
          state: account.state,
        });
      const product = await this.products.read(tx, productCode);
      if (product.sellerCode !== account.seller.code)
        throw catalogError('product_not_found', 'Этот продукт продаёт другой продавец');
      if (!product.hasProjects)
        throw catalogError('projects_not_offered', `«${product.name}» подключают без проектов`, {}, [
          { path: 'productCode', message: 'У этого продукта проектов нет' },
        ]);
      const project = { id: newId(now), accountId, productCode, name, createdAt: now };
      await this.projects.insert(tx, project, by);
      return this.show.one(tx, project, now);
    });
  }
}
