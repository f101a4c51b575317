import { Injectable } from '@nestjs/common';
import type { ProjectDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { printedName } from '../platform/printed-fields';
import { ProjectStore } from './project.store';
import { ShowProjects } from './show-projects';

/** Gives a project another name; papers that were drawn up keep the old one. Refuses `project_name_taken`, and a name no paper can print. */
@Injectable()
export class RenameProject {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly projects: ProjectStore,
    private readonly show: ShowProjects,
  ) {}

  async run(accountId: string, id: string, name: string): Promise<ProjectDto> {
    const now = await this.clock.now();
    parseOr422(printedName, { name });
    return withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const project = await this.projects.read(tx, accountId, id);
      await this.projects.rename(tx, project, name);
      return this.show.one(tx, { ...project, name }, now);
    });
  }
}
