import { Module } from '@nestjs/common';
import { ProjectStore } from './project.store';
import { ProjectTokenStore } from './project-token.store';

/** What connecting a product and counting its use need of projects, and answering by their tokens. */
@Module({ providers: [ProjectStore, ProjectTokenStore], exports: [ProjectStore, ProjectTokenStore] })
export class ProjectsCore {}
