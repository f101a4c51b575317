import { Injectable } from '@nestjs/common';
import type { Page, ProjectDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { pageOf, type PageRequest } from '../platform/cursor';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { ProjectStore, type ProjectRecord } from './project.store';
import { ProjectTokenStore } from './project-token.store';

/** Projects of an account with what is connected for each. Of a token only how it ends is known. */
@Injectable()
export class ShowProjects {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly projects: ProjectStore,
    private readonly tokens: ProjectTokenStore,
    private readonly subscriptions: SubscriptionStore,
  ) {}

  async page(
    accountId: string,
    request: PageRequest & { readonly product?: string | undefined },
  ): Promise<Page<ProjectDto>> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const { items, nextCursor } = pageOf(
      await this.projects.page(tx, accountId, request),
      request,
      (record) => record,
      ({ id }) => [id],
    );
    return { items: await this.views(tx, accountId, items, now), nextCursor };
  }

  async one(tx: EntityManager, project: ProjectRecord, now: Date): Promise<ProjectDto> {
    const [view] = await this.views(tx, project.accountId, [project], now);
    return view!;
  }

  private async views(
    tx: EntityManager,
    accountId: string,
    records: readonly ProjectRecord[],
    now: Date,
  ): Promise<ProjectDto[]> {
    if (records.length === 0) return [];
    const ids = records.map(({ id }) => id);
    const tokens = await this.tokens.working(tx, accountId, ids, now);
    // Those that live come first, then the latest that ended.
    const connected = await this.subscriptions.views(tx, accountId);
    return records.map(({ id, productCode, name, createdAt }) => ({
      id,
      productCode,
      name,
      createdAt: createdAt.toISOString(),
      tokens: tokens
        .filter(({ projectId }) => projectId === id)
        .map((token) => ({
          lastFour: token.lastFour,
          createdAt: token.createdAt.toISOString(),
          worksUntil: token.retiresAt?.toISOString() ?? null,
        })),
      subscription:
        connected.find((each) => each.project?.id === id && each.state !== 'ended') ??
        connected.filter((each) => each.project?.id === id).sort((a, b) => (a.id < b.id ? 1 : -1))[0] ??
        null,
    }));
  }
}
