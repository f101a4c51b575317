import { Injectable } from '@nestjs/common';
import type { AnnouncementDto, Page } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import type { PageRequest } from '../platform/cursor';
import { withTransaction } from '../platform/database';
import { AnnouncementStore } from './announcement.store';

/** Takes back an announcement that nobody was told yet. Refuses: `announcement_posted`. */
@Injectable()
export class CancelAnnouncement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly announcements: AnnouncementStore,
  ) {}

  async run(id: string, by: string): Promise<AnnouncementDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      if (!(await this.announcements.cancel(tx, id, by, now)))
        throw new ApiError('announcement_posted', 'Объявление уже отправлено, его не отменить');
      return this.announcements.view(tx, id);
    });
  }

  list(request: PageRequest): Promise<Page<AnnouncementDto>> {
    return this.announcements.list(this.db.manager, request);
  }

  read(id: string): Promise<AnnouncementDto> {
    return this.announcements.view(this.db.manager, id);
  }
}
