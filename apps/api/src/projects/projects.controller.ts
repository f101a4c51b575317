import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  changeProject,
  createProject,
  issueProjectToken,
  projectsQuery,
  type NewProjectTokenDto,
  type Page,
  type ProjectDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  SecretAnswer,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { CreateProject } from './create-project';
import { DeleteProject } from './delete-project';
import { IssueProjectToken } from './issue-project-token';
import { RenameProject } from './rename-project';
import { ShowProjects } from './show-projects';

@Controller('accounts/:id/projects')
@Who('spender', 'support', 'administrator')
export class ProjectsController {
  constructor(
    private readonly show: ShowProjects,
    private readonly createOne: CreateProject,
    private readonly renameOne: RenameProject,
    private readonly deleteOne: DeleteProject,
    private readonly issueToken: IssueProjectToken,
  ) {}

  @Get()
  @Who('customer', 'staff')
  list(
    @AccountParam('id') id: string,
    @ZodQuery(projectsQuery) query: z.output<typeof projectsQuery>,
  ): Promise<Page<ProjectDto>> {
    return this.show.page(id, query);
  }

  @Post()
  @AnswersInTransaction()
  create(
    @AccountParam('id') id: string,
    @ZodBody(createProject) body: z.output<typeof createProject>,
    @Caller() caller: CallerOf,
  ): Promise<ProjectDto> {
    return this.createOne.run(id, body, callerKey(caller));
  }

  @Patch(':projectId')
  rename(
    @AccountParam('id') id: string,
    @IdParam('projectId') projectId: string,
    @ZodBody(changeProject) body: z.output<typeof changeProject>,
  ): Promise<ProjectDto> {
    return this.renameOne.run(id, projectId, body.name);
  }

  @Delete(':projectId')
  @HttpCode(204)
  remove(
    @AccountParam('id') id: string,
    @IdParam('projectId') projectId: string,
    @Caller() caller: CallerOf,
  ): Promise<void> {
    return this.deleteOne.run(id, projectId, callerKey(caller));
  }

  // A token speaks for the customer (QSockets 3.2.4): staff do not take one.
  @Post(':projectId/token')
  @AnswersInTransaction()
  @Who('spender')
  @SecretAnswer()
  token(
    @AccountParam('id') id: string,
    @IdParam('projectId') projectId: string,
    @ZodBody(issueProjectToken) body: z.output<typeof issueProjectToken>,
    @Caller() caller: CallerOf,
  ): Promise<NewProjectTokenDto> {
    return this.issueToken.run(id, projectId, callerKey(caller), body?.overlapHours);
  }
}
