import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { CreateProject } from './create-project';
import { DeleteProject } from './delete-project';
import { IssueProjectToken } from './issue-project-token';
import { ProjectsController } from './projects.controller';
import { ProjectsCore } from './projects-core.module';
import { RenameProject } from './rename-project';
import { ShowProjects } from './show-projects';

@Module({
  imports: [AccountsModule, ProjectsCore, StorefrontModule, SubscriptionsModule],
  controllers: [ProjectsController],
  providers: [CreateProject, DeleteProject, IssueProjectToken, RenameProject, ShowProjects],
})
export class ProjectsModule {}
